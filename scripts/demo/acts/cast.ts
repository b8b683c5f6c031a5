import { DAY_MS, dayOf, formatDay, type Instant } from '../../../domain/calendar.js';
import { logIn, type AnswerBody, type Someone } from '../site.js';
import type { Tell } from '../tell.js';

export const PROVINCE = '53';

/** Who plays in a province, and on which day. */
export interface Cast {
  readonly url: string;
  readonly now: Instant;
  readonly director: Someone;
  readonly reviewer: Someone;
  readonly leader: Someone;
  readonly department: Someone;
}
/** The pilot whose life is told, and the liaison of its host. */
export interface Pilot {
  readonly id: string;
  readonly liaison: Someone;
}

export async function callCast(url: string, now: Instant): Promise<Cast> {
  const as = (role: string): Promise<Someone> => logIn(url, `${PROVINCE}-${role}`);
  return {
    url,
    now,
    director: await as('office-director'),
    reviewer: await as('reviewer'),
    leader: await as('leader'),
    department: await as('lead-department'),
  };
}

/** A day told from today, as the API takes it. */
export const dayIn = ({ now }: Pick<Cast, 'now'>, days: number): string => formatDay(dayOf(now + days * DAY_MS));

/** Which content the caller has seen. */
export const fingerprintOf = ({ draft }: AnswerBody): string => (typeof draft === 'object' ? draft.sha256 : (draft ?? ''));

export function showDuties(tell: Tell, { items = [] }: AnswerBody): void {
  for (const { sentence, post } of items) tell.line({ zh: `${sentence.zh}（${post}）`, en: `${sentence.en} (${post})` });
}
