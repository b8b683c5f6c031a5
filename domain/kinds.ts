import { pilot } from './pilot/pilot.js';
import { supervise } from './supervised.js';
import { unit } from './unit/unit.js';

/** Every kind of entity, as runs, views and the simulator know it. A new kind is one line here and one in `workflows/index.ts`. */
export const kinds = { pilot: supervise(pilot), unit: supervise(unit) } as const;
export type Kind = keyof typeof kinds;

export const isKind = (kind: string): kind is Kind => kind in kinds;
