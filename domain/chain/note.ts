import { unitOfPost, type PostId } from '../actor.js';
import { formatDay } from '../calendar.js';
import type { Climb, Climbed, ClimbOver } from '../climbing.js';
import type { Consequence, Message } from '../entity.js';
import { chainOwning } from './chain-id.js';
import type { NoteEscalation, NoteEscalationSettled } from './messages.js';

type Noted = Omit<Climb, 'rung'> & { readonly rung: string };

/** What a pilot, or a notice about it, tells the chain of its province that owns the duty. Nothing of what the centre owes: no province answers for that. */
export function toldChain(pilot: string, source: 'pilot' | 'notice', climb: Noted): readonly Consequence[] {
  const { duty, kind, rung, due } = climb;
  const note: NoteEscalation = { type: 'noteEscalation', pilot, duty, kind, source, rung, due: formatDay(due), answered: '' };
  return toOwner(pilot, climb, { ...note });
}

export function toldChainOver(pilot: string, over: ClimbOver): readonly Consequence[] {
  const { duty, outcome } = over;
  const note: NoteEscalationSettled = { type: 'noteEscalationSettled', pilot, duty, outcome };
  return toOwner(pilot, over, { ...note });
}

const toOwner = (pilot: string, { post, firstDue }: Climbed, command: Message): readonly Consequence[] =>
  isOwnPost(pilot, post) ? [{ type: 'message', to: { kind: 'chain', id: chainOwning(pilot, firstDue) }, command }] : [];

const isOwnPost = (pilot: string, post: PostId): boolean => unitOfPost(post).slice(0, 2) === pilot.slice(0, 2);
