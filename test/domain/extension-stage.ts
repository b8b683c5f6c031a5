import { formatDay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import { type Stage, castOf, day, pilotIn } from './stage.js';

export const { host, director, first, last, liaison } = castOf('national');

export const DUTY = 'milestone-base-1';

export const ask = (until = '2026-08-31', duty = DUTY) =>
  ({ type: 'askExtension', duty, until: day(until), reason: '设备到货推迟。', progress: '已完成六成。' }) as const;

export const agree = (verdict: 'agreed' | 'declined' = 'agreed', duty = DUTY) =>
  ({ type: 'agreeExtension', duty, verdict, reason: '属实。' }) as const;

export const decide = (verdict: 'granted' | 'refused' = 'granted', more: { until?: number; duty?: string } = {}) =>
  ({ type: 'decideExtension', duty: DUTY, verdict, reason: '见意见。', ...more }) as const;

export const watched = (pilot: Stage<'pilot'>, duty = DUTY) => pilot.state().watched[duty];

export const due = (pilot: Stage<'pilot'>, duty = DUTY): string => formatDay(watched(pilot, duty)?.due ?? 0);

export const settledBy = (events: readonly Typed[]): string[] =>
  events.flatMap((event) => {
    const { settled = [] }: { settled?: readonly { id: string; outcome: string; isLate: boolean }[] } = JSON.parse(JSON.stringify(event));
    return settled.map(({ id, outcome, isLate }) => `${id} ${outcome}${isLate ? ' late' : ''}`);
  });

/** A milestone due on 2026-06-30, with another date asked for. */
export function asked(when = '2026-06-15', until = '2026-08-31'): Stage<'pilot'> {
  const pilot = pilotIn('running');
  pilot.tell(ask(until), host, when);
  return pilot;
}

export function agreed(when = '2026-06-16'): Stage<'pilot'> {
  const pilot = asked();
  pilot.tell(agree(), director, when);
  return pilot;
}

export function granted(): Stage<'pilot'> {
  const pilot = agreed();
  pilot.tell(decide(), first, '2026-06-17');
  return pilot;
}
