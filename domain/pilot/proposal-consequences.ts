import { postOf, type PostId } from '../actor.js';
import type { Consequence } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import type { PilotEvent } from './events.js';
import type { Pilot } from './state.js';

/** Who is written to when a proposal is decided: the office and the host of what was done, whoever proposed of what was refused. */
export function noticesOfDecision({ region, host, title }: Pilot, event: PilotEvent): readonly Consequence[] {
  const mail = (post: PostId): Consequence => mailTo(post, event.type, { title });
  switch (event.type) {
    case 'pilotSuspended':
    case 'suspensionProlonged':
    case 'pilotResumed':
    case 'pilotTerminated':
      return [mail(postOf(region, 'office-director')), mail(postOf(host, 'liaison'))];
    case 'proposalRefused':
      return [mail(event.post)];
    default:
      return [];
  }
}
