import { pilot } from './pilot/pilot.js';
import type { Typed } from './entity.js';
import { supervise, type Supervised, type SupervisedEntity } from './supervised.js';
import { unit } from './unit/unit.js';

/** Every kind of entity, as runs, views and the simulator know it. A new kind is one line here and one in `workflows/index.ts`. */
export const kinds = { pilot: supervise(pilot), unit: supervise(unit) } as const;
export type Kind = keyof typeof kinds;

/** The folded state of a kind of entity. */
export type StateOf<K extends Kind> = (typeof kinds)[K]['initial'];

export const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

/** An entity whose state and messages came from the record or the wire, where one kind is as good as another. */
export type AnyEntity = SupervisedEntity<unknown, Typed, Typed>;
export type AnyState = Supervised<unknown>;
export const entityOf = (kind: Kind): AnyEntity => kinds[kind];
export const streamOf = (kind: Kind, id: string): string => `${kind}/${id}`;
