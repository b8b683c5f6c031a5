import { endOfDay, isSameTerm, type Term } from '../calendar.js';
import type { Watched } from '../duty.js';
import type { Consequence } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import type { ExtensionEvent } from './messages.js';
import type { DutyExtension, ExtensionVerdict } from './state.js';

const NEVER_ASKED: DutyExtension = { asked: 0, granted: 0 };

/** A duty after something happened to its date. */
export function withExtended(duty: Watched, event: ExtensionEvent): Watched {
  const { extension = NEVER_ASKED } = duty;
  const { request, ...settled } = extension;
  const closed = (verdict: ExtensionVerdict): DutyExtension => {
    const { pause } = extension;
    return { ...settled, last: verdict, ...(pause === undefined ? {} : { pause: { ...pause, until: Math.min(pause.until, event.at) } }) };
  };
  const { reason, at, by, number } = event;
  switch (event.type) {
    case 'extensionAsked': {
      const { until, progress, agreer, decider, pausedUntil } = event;
      const asked = { number, until, reason, progress, askedAt: at, by, agreer, decider };
      // Asked again, what lay in the former rest stays skipped: nobody puts off a chase by asking twice.
      const from = Math.min(at, extension.pause?.from ?? at);
      return { ...duty, extension: { ...settled, asked: number, request: asked, pause: { from, until: endOfDay(pausedUntil) } } };
    }
    case 'extensionAgreed':
      if (request === undefined) return duty;
      return { ...duty, extension: { ...extension, request: { ...request, agreed: { at, by, reason } } } };
    case 'extensionDeclined':
      return { ...duty, extension: closed({ verdict: 'declined', reason, post: request?.agreer ?? '', at }) };
    case 'extensionRefused':
      return { ...duty, extension: closed({ verdict: 'refused', reason, post: request?.decider ?? '', at }) };
    case 'extensionGranted': {
      const { until, instead } = event;
      const ended = closed({ verdict: 'granted', reason, post: request?.decider ?? '', at, until });
      const term: Term = { kind: 'by', day: until, since: at };
      return { ...duty, extension: { ...ended, granted: extension.granted + 1, grant: { instead, term } } };
    }
    default:
      return event satisfies never;
  }
}

/** Whether this term is a date that was granted for the duty. */
export const isGranted = ({ extension }: Pick<Watched, 'extension'>, term: Term): boolean =>
  extension?.grant !== undefined && isSameTerm(extension.grant.term, term);

/** What is left of the extensions of a duty whose own term has changed: a date granted for another term stands no longer. */
export function underMovedTerm(duty: Watched | undefined, term: Term): Pick<Watched, 'extension'> {
  const extension = duty?.extension;
  if (extension?.grant === undefined || isGranted({ extension }, term)) return {};
  const { grant: _, ...kept } = extension;
  return { extension: kept };
}

/**
 * Whoever has to answer is written to at once, and whoever asked is told the answer. `due` is the day that stands from now on, `until` the one
 * asked for, `was` the one it was put off from: of an event that moves a day, the duty itself is moved only after it.
 */
export function noticesOfExtension(event: ExtensionEvent, duty: Watched | undefined): readonly Consequence[] {
  const { kind } = event;
  const due = duty?.due ?? 0;
  const request = duty?.extension?.request;
  switch (event.type) {
    case 'extensionAsked':
      return [mailTo(event.agreer, event.type, { kind, due: event.due, until: event.until })];
    case 'extensionAgreed':
      return request === undefined ? [] : [mailTo(request.decider, event.type, { kind, due, until: request.until })];
    case 'extensionDeclined':
    case 'extensionRefused':
      return [mailTo(event.post, event.type, { kind, due })];
    case 'extensionGranted':
      return [mailTo(event.post, event.type, { kind, due: event.until, was: event.from })];
    default:
      return event satisfies never;
  }
}
