import type { Role } from '../actor.js';
import type { Instant } from '../calendar.js';
import type { UnitEvent } from './messages.js';
import { evolveRegister } from './notice-register.js';
import type { Post, Unit } from './state.js';

/** Folds an event of whatever version into the state. */
export function evolveUnit(state: Unit, event: UnitEvent): Unit {
  switch (event.type) {
    case 'unitFounded': {
      const posts = Object.fromEntries(event.roles.map((role): [Role, Post] => [role, empty(event.at, 0)]));
      return { ...state, phase: 'active', name: event.name, kind: event.kind, path: event.path, posts };
    }
    case 'postAdded':
      return withPost(state, event.role, () => empty(event.at, state.removed?.[event.role] ?? 0));
    case 'postRemoved':
      return withoutPost(state, event.role);
    case 'holderAssigned':
      return withPost(state, event.role, ({ tenures }) => ({ holder: event.tenure, emptySince: 0, tenures: tenures + 1 }));
    case 'holderReleased':
      return withPost(state, event.role, ({ tenures }) => empty(event.at, tenures));
    case 'postHandedOver':
      return withPost(state, event.role, ({ tenures }) => ({ holder: event.to, emptySince: 0, tenures: tenures + 1 }));
    case 'handoverPlanned': {
      const { person, name, effective, reason, by } = event;
      const handover = { person, name, effective, reason, ...(by === undefined ? {} : { by }) };
      return withPost(state, event.role, ({ refusedHandover: _, ...post }) => ({ ...post, handover }));
    }
    case 'handoverFellDue':
      return withPost(state, event.role, (post) =>
        post.handover === undefined ? post : { ...post, handover: { ...post.handover, isDue: true } },
      );
    case 'handoverRefused': {
      const { person, name, effective, cause, by, at } = event;
      return withPost(state, event.role, ({ handover: _, ...post }) => ({
        ...post,
        refusedHandover: { person, name, effective, cause, by, at, tenuresThen: post.tenures },
      }));
    }
    case 'handoverCancelled':
      return withPost(state, event.role, ({ handover: _, refusedHandover: __, ...post }) => post);
    case 'holderLocked':
      return event.roles.reduce((after, role) => withPost(after, role, (post) => ({ ...post, lockedSince: event.at })), state);
    case 'holderUnlocked':
      return event.roles.reduce((after, role) => withPost(after, role, ({ lockedSince: _, ...post }) => post), state);
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
    case 'talkWithdrawn':
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

/** The ids of its tenures and duties are not given again. */
function withoutPost(state: Unit, role: Role): Unit {
  const { [role]: gone, ...posts } = state.posts;
  return { ...state, posts, removed: { ...state.removed, [role]: (gone?.tenures ?? 0) + 1 } };
}
