import type { Route } from '../../server/http/route.js';
import { businessRoutes, type AllDeps } from '../../server/routes/all.js';
import { authRoutes } from './site.js';
import { only } from '../fakes/only.js';

/** Every route of the API, to be described and looked at, not called: nothing stands behind them. */
export function allRoutes(): readonly Route[] {
  return [...authRoutes(), ...businessRoutes(only<AllDeps>({}))];
}
