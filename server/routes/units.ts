import type { Route } from '../http/route.js';
import type { BusinessDeps } from './deps.js';
import { handoverPreviewRoute } from './handover-preview.js';
import { handoversRoute } from './handovers.js';
import { peopleRoute } from './people.js';
import { postCommandRoutes } from './post-commands.js';
import { unitCommandRoutes } from './unit-commands.js';
import { unitReadingRoutes } from './unit-reading.js';

/** Units, their posts, and who holds them. */
export const unitRoutes = (deps: BusinessDeps): Route[] => [
  ...unitReadingRoutes(deps),
  ...unitCommandRoutes(deps),
  ...postCommandRoutes(deps),
  handoverPreviewRoute(deps),
  handoversRoute(deps),
  peopleRoute(deps),
];
