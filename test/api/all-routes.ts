import type { Route } from '../../server/http/route.js';
import { businessRoutes, type AllDeps } from '../../server/routes/all.js';
import { authRoutes } from './site.js';

/** Every route of the API, to be described and looked at, not called: nothing stands behind them. */
export function allRoutes(): readonly Route[] {
  const nothing: AllDeps = JSON.parse('{}');
  return [...authRoutes(), ...businessRoutes(nothing)];
}
