import type { Entity } from '../entity.js';
import { draftAtRung } from '../notice/draft.js';
import { officeOver } from '../notice/posts.js';
import { decideUnit } from './decide.js';
import { dutiesOfUnit, UNIT_FULFILLED_BY } from './duties.js';
import { evolveUnit } from './evolve.js';
import { effectiveAt, fellDueBy } from './handover.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { consequencesOfRegister } from './notice-register.js';
import { postsOf } from './posts.js';
import { noticesOfSeats } from './seat-mails.js';
import { endOf } from './seating.js';
import { UNFOUNDED, type Unit } from './state.js';
import { consequencesOfHandover } from './takeover.js';

/** What lists filter and sort units by. */
export interface UnitFields {
  readonly unitKind: Unit['kind'];
  readonly parent: string;
  readonly holders: readonly string[];
  readonly unit: string;
}

/** A unit (单位): a province, a city, the centre or a host of pilots, with its posts and who holds them. Its phases: see `state.ts`. */
export const unit: Entity<Unit, UnitCommand, UnitEvent> = {
  kind: 'unit',
  initial: UNFOUNDED,
  decide: decideUnit,
  evolve: evolveUnit,
  duties: dutiesOfUnit,
  fulfilledBy: UNIT_FULFILLED_BY,
  passed: (state, at) =>
    postsOf(state).flatMap(([role, post]): UnitEvent[] => {
      const ended = post.delegation !== undefined && post.delegation.until <= at ? endOf(role, post.delegation, '') : [];
      return [...ended, ...fellDueBy(role, post, at)];
    }),
  nextPassing: (state) => {
    const ends = postsOf(state).flatMap(([, post]) => [post.delegation?.until, effectiveAt(post)].filter((end) => end !== undefined));
    return ends.length === 0 ? undefined : Math.min(...ends);
  },
  consequences: (state, event, id) => [
    ...consequencesOfRegister(state, event, id),
    ...consequencesOfHandover(event, id),
    ...noticesOfSeats(state, event, id),
  ],
  overseer: (_, post) => officeOver(post),
  atRung: ({ name }, reached, id) => draftAtRung({ kind: 'unit', id, title: name }, reached),
  climbed: () => [],
  climbOver: () => [],
  refersTo: () => [],
  brings: () => [],
  summary: (state, id) => ({
    title: state.name,
    phase: state.phase,
    path: state.path,
    fields: { unitKind: state.kind, parent: state.path.at(-2) ?? '', holders: holdersOf(state), unit: id } satisfies UnitFields,
  }),
  isClosed: ({ phase }) => phase === 'closed',
};

/** Persons who hold, or act for, one of the posts. */
const holdersOf = (state: Unit): string[] => [
  ...new Set(
    postsOf(state).flatMap(([, { holder, delegation }]) =>
      [holder, delegation].flatMap((tenure) => (tenure === undefined ? [] : [tenure.person])),
    ),
  ),
];
