import type { Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import type { Duty } from '../duty.js';
import type { Entity } from '../entity.js';
import { decideUnit } from './decide.js';
import type { UnitCommand, UnitEvent } from './messages.js';
import { effectiveAt, handedOverBy } from './handover.js';
import { consequencesOfRegister, evolveRegister } from './notice-register.js';
import { fillerOf, UNFOUNDED, type Post, type Unit } from './state.js';

/** Working days to find a first holder of an empty post (rules: Clocks, proposed). */
const FILLING_TERM_DAYS = 10;

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
  evolve,
  duties,
  fulfilledBy: { 'fill-post': ['holderAssigned'] },
  passed: (state, at, { id }) =>
    postsOf(state).flatMap(([role, post]): UnitEvent[] => {
      const { delegation } = post;
      const handedOver = handedOverBy(role, post, at, id);
      if (handedOver.length > 0) return handedOver;
      return delegation !== undefined && delegation.until <= at ? [{ type: 'delegationEnded', role, delegation, reason: '' }] : [];
    }),
  nextPassing: (state) => {
    const ends = postsOf(state).flatMap(([, post]) => [post.delegation?.until, effectiveAt(post)].filter((end) => end !== undefined));
    return ends.length === 0 ? undefined : Math.min(...ends);
  },
  consequences: consequencesOfRegister,
  overseer: (_, post) => post,
  atRung: () => [],
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

const ROLE_ORDER: readonly Role[] = [
  'leader',
  'office-director',
  'lead-department',
  'liaison',
  'reviewer',
  'evaluator',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];
/** The posts of a unit in the order of responsibility. */
export const postsOf = ({ posts }: Unit): [Role, Post][] =>
  ROLE_ORDER.flatMap((role): [Role, Post][] => {
    const post = posts[role];
    return post === undefined ? [] : [[role, post]];
  });

/** Persons who hold, or act for, one of the posts. */
const holdersOf = (state: Unit): string[] => [
  ...new Set(
    postsOf(state).flatMap(([, { holder, delegation }]) =>
      [holder, delegation].flatMap((tenure) => (tenure === undefined ? [] : [tenure.person])),
    ),
  ),
];

/** A post left empty is itself owed. */
function duties(state: Unit): readonly Duty[] {
  if (state.phase !== 'active') return [];
  const parent = state.path.at(-2);
  return postsOf(state).flatMap(([role, { holder, emptySince, tenures }]) =>
    holder === undefined
      ? [
          {
            id: `fill-${role}-${tenures + 1}`,
            kind: 'fill-post',
            post: fillerOf(parent, role),
            term: { kind: 'after', from: emptySince, days: FILLING_TERM_DAYS, unit: 'working' } as const,
          },
        ]
      : [],
  );
}

function evolve(state: Unit, event: UnitEvent): Unit {
  switch (event.type) {
    case 'unitFounded': {
      const posts = Object.fromEntries(event.roles.map((role): [Role, Post] => [role, empty(event.at, 0)]));
      return { ...state, phase: 'active', name: event.name, kind: event.kind, path: event.path, posts };
    }
    case 'postAdded':
      return withPost(state, event.role, () => empty(event.at, 0));
    case 'holderAssigned':
      return withPost(state, event.role, ({ tenures }) => ({ holder: event.tenure, emptySince: 0, tenures: tenures + 1 }));
    case 'holderReleased':
      return withPost(state, event.role, ({ tenures }) => empty(event.at, tenures));
    case 'postHandedOver':
      return withPost(state, event.role, ({ tenures }) => ({ holder: event.to, emptySince: 0, tenures: tenures + 1 }));
    case 'handoverPlanned': {
      const { person, name, effective, reason } = event;
      return withPost(state, event.role, (post) => ({ ...post, handover: { person, name, effective, reason } }));
    }
    case 'handoverCancelled':
      return withPost(state, event.role, ({ handover: _, ...post }) => post);
    case 'postDelegated':
      return withPost(state, event.role, (post) => ({ ...post, delegation: event.delegation, tenures: post.tenures + 1 }));
    case 'delegationEnded':
      return withPost(state, event.role, ({ delegation: _, ...post }) => post);
    case 'unitClosed':
      return { ...state, phase: 'closed' };
    case 'pilotOpened':
      return state.openPilots.includes(event.pilot) ? state : { ...state, openPilots: [...state.openPilots, event.pilot] };
    case 'pilotEnded':
      return { ...state, openPilots: state.openPilots.filter((pilot) => pilot !== event.pilot) };
    case 'noticeNumberAssigned':
    case 'noticeReceived':
    case 'noticeRecalled':
      return evolveRegister(state, event);
    default:
      event satisfies never;
      return state;
  }
}

const empty = (since: Instant, tenures: number): Post => ({ emptySince: since, tenures });

const withPost = (state: Unit, role: Role, change: (before: Post) => Post): Unit => ({
  ...state,
  posts: { ...state.posts, [role]: change(state.posts[role] ?? empty(0, 0)) },
});
