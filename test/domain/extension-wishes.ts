import { postOf, unitOfPost, type Actor } from '../../domain/actor.js';
import type { ExtensionCommand } from '../../domain/extension/messages.js';
import type { AnyState } from '../../domain/kinds.js';
import { actorOf } from '../fakes/people.js';
import { ROLES, type Step, type Wish } from './living.js';

/** What another date can be asked for. */
const MAY_MOVE: readonly string[] = ['milestone-result', 'report', 'submit-plan', 'concluding-report', 'feed-back-item'];

/** Now and then another date is asked for, and then it is answered, or everything goes on meanwhile. */
export function extensionWishes({ watched }: AnyState, { detail, who }: Step): readonly Wish[] {
  const answerer = (post: string, person: string): Actor => {
    const role = ROLES.find((one) => post === postOf(unitOfPost(post), one)) ?? 'liaison';
    return actorOf(person, unitOfPost(post), role);
  };
  const wish = (command: ExtensionCommand, post: string, person: string): readonly Wish[] => [[command, answerer(post, person)]];
  const verdict = who % 4 === 0;
  const wishes = Object.entries(watched).flatMap(([duty, { due, post, kind, extension }]): readonly Wish[] => {
    const request = extension?.request;
    if (request?.agreed !== undefined)
      return wish({ type: 'decideExtension', duty, verdict: verdict ? 'refused' : 'granted', reason: '' }, request.decider, 'decider');
    if (request !== undefined)
      return wish({ type: 'agreeExtension', duty, verdict: verdict ? 'declined' : 'agreed', reason: '' }, request.agreer, 'agreer');
    if (!MAY_MOVE.includes(kind)) return [];
    return wish({ type: 'askExtension', duty, until: due + 1 + (who % 40), reason: '', progress: '' }, post, 'asker');
  });
  const answers = wishes.filter(([{ type }]) => type !== 'askExtension');
  if (answers.length > 0) return detail % 2 === 0 ? answers : [];
  return detail % 7 === 0 ? wishes.slice(-4) : [];
}
