import type { Route } from '../http/route.js';
import type { BusinessDeps } from './deps.js';
import { endingCommandRoutes } from './ending-commands.js';
import { milestoneCommandRoutes } from './milestone-commands.js';
import { registerRoute } from './pilot-registration.js';
import { planCommandRoutes } from './plan-commands.js';
import { proposalCommandRoutes } from './proposal-commands.js';
import { reportCommandRoutes } from './report-commands.js';
import { skipCommandRoutes } from './skip-commands.js';

/** All that can be done to a pilot, in the order of its life. */
export const pilotCommandRoutes = (deps: BusinessDeps): Route[] => [
  registerRoute(deps),
  ...planCommandRoutes(deps),
  ...milestoneCommandRoutes(deps),
  ...reportCommandRoutes(deps),
  ...skipCommandRoutes(deps),
  ...endingCommandRoutes(deps),
  ...proposalCommandRoutes(deps),
];
