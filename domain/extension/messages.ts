import type { PostId } from '../actor.js';
import type { Day, Instant, Term } from '../calendar.js';
import type { Typed } from '../entity.js';

/** What can be asked about another date for a duty, of any kind of entity (延期). `duty` is its id within the entity. */
export type ExtensionCommand =
  | { readonly type: 'askExtension'; readonly duty: string; readonly until: Day; readonly reason: string; readonly progress: string }
  | { readonly type: 'agreeExtension'; readonly duty: string; readonly verdict: 'agreed' | 'declined'; readonly reason: string }
  | {
      readonly type: 'decideExtension';
      readonly duty: string;
      readonly verdict: 'granted' | 'refused';
      readonly reason: string;
      /** The date granted, where it is another than the one asked for. */
      readonly until?: Day;
    };
export const EXTENSION_COMMANDS = [
  'askExtension',
  'agreeExtension',
  'decideExtension',
] as const satisfies readonly ExtensionCommand['type'][];

interface AboutDuty {
  readonly duty: string;
  readonly kind: string;
  readonly post: PostId;
  readonly number: number;
  readonly reason: string;
  readonly at: Instant;
  /** The person, and the one whose post it is. */
  readonly by: readonly string[];
}
export type ExtensionEvent =
  | (AboutDuty & {
      readonly type: 'extensionAsked';
      readonly due: Day;
      readonly until: Day;
      readonly progress: string;
      readonly agreer: PostId;
      readonly decider: PostId;
      /** The last day of the pause of its ladder. */
      readonly pausedUntil: Day;
    })
  | (AboutDuty & { readonly type: 'extensionAgreed' | 'extensionDeclined' | 'extensionRefused' })
  | (AboutDuty & {
      readonly type: 'extensionGranted';
      readonly from: Day;
      readonly until: Day;
      /** The entity's own term, which the date stands instead of. */
      readonly instead: Term;
    });

const COMMAND_TYPES: ReadonlySet<string> = new Set(EXTENSION_COMMANDS);
export const isExtensionCommand = (command: Typed): command is ExtensionCommand => COMMAND_TYPES.has(command.type);
const EVENT_TYPES: ReadonlySet<string> = new Set<ExtensionEvent['type']>([
  'extensionAsked',
  'extensionAgreed',
  'extensionDeclined',
  'extensionRefused',
  'extensionGranted',
]);
export const isExtensionEvent = (event: Typed): event is ExtensionEvent => EVENT_TYPES.has(event.type);
