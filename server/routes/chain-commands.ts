import type { Route } from '../http/route.js';
import { assessmentCommandRoutes } from './chain-assessment-commands.js';
import { itemCommandRoutes } from './chain-item-commands.js';
import { openChainRoute } from './chain-opening.js';
import { statementCommandRoutes } from './chain-statement-commands.js';
import type { BusinessDeps } from './deps.js';

/** All that can be done to a chain, in the order of its year. */
export const chainCommandRoutes = (deps: BusinessDeps): Route[] => [
  openChainRoute(deps),
  ...statementCommandRoutes(deps),
  ...itemCommandRoutes(deps),
  ...assessmentCommandRoutes(deps),
];
