import { CENTRE } from './actor.js';
import { chain } from './chain/chain.js';
import type { Typed } from './entity.js';
import { notice } from './notice/notice.js';
import { pilot } from './pilot/pilot.js';
import { supervise, type SupervisedEntity } from './supervised.js';
import type { Supervised } from './supervision.js';
import { unit } from './unit/unit.js';

/** Every kind of entity, as runs, views and the simulator know it. A new kind is one line here and one in `workflows/index.ts`. */
export const kinds = { pilot: supervise(pilot), chain: supervise(chain), unit: supervise(unit), notice: supervise(notice) } as const;
export type Kind = keyof typeof kinds;

/** The folded state of a kind of entity. */
export type StateOf<K extends Kind> = (typeof kinds)[K]['initial'];

/** What can be asked of a kind of entity. */
export type CommandOf<K extends Kind> = Parameters<(typeof kinds)[K]['decide']>[1];

export const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

/** An entity whose state and messages came from the record or the wire, where one kind is as good as another. */
export type AnyEntity = SupervisedEntity<unknown, Typed, Typed>;
export type AnyState = Supervised<unknown>;
export const entityOf = (kind: Kind): AnyEntity => kinds[kind];
export const streamOf = (kind: Kind, id: string): string => `${kind}/${id}`;

/** The province whose calendar an entity lives by, told from its id: `53-2026-0007`, `53-2026`, `5301`, `53-h001`, `53-2026-0007~report-2026Q2-1~20260714`. */
export const regionOf = (_kind: Kind, id: string): string => (/^\d\d/.test(id) ? id.slice(0, 2) : CENTRE);
