import { isSameTerm } from '../calendar.js';
import type { Duty, Watched } from '../duty.js';
import type { ExtensionEvent } from './messages.js';

/** Working days to agree to another date, and to decide on it (proposed). */
export const AGREEING_DAYS = 2;
export const DECIDING_DAYS = 3;

export const EXTENSION_DUTY_KINDS = ['agree-extension', 'decide-extension'] as const;
export type ExtensionDutyKind = (typeof EXTENSION_DUTY_KINDS)[number];

export const EXTENSION_FULFILLED_BY: Readonly<Record<ExtensionDutyKind, readonly ExtensionEvent['type'][]>> = {
  'agree-extension': ['extensionAgreed', 'extensionDeclined'],
  'decide-extension': ['extensionGranted', 'extensionRefused'],
};

/** What an entity says is owed, under the dates that were granted, and the answers owed to whoever asked for another. */
export const withExtensions = (watched: Readonly<Record<string, Watched>>, duties: readonly Duty[]): readonly Duty[] =>
  duties.flatMap((duty) => {
    const extension = Object.hasOwn(watched, duty.id) ? watched[duty.id]?.extension : undefined;
    if (extension === undefined) return [duty];
    const { grant, request } = extension;
    const owed = grant !== undefined && isSameTerm(grant.instead, duty.term) ? { ...duty, term: grant.term } : duty;
    if (request === undefined) return [owed];
    const { number, agreed, askedAt, agreer, decider } = request;
    const answer = (kind: ExtensionDutyKind, post: string, from: number, days: number): Duty => ({
      id: `${kind}-${duty.id}-${number}`,
      kind,
      post,
      term: { kind: 'after', from, days, unit: 'working' },
      about: duty.id,
    });
    if (agreed === undefined) return [owed, answer('agree-extension', agreer, askedAt, AGREEING_DAYS)];
    return [owed, answer('decide-extension', decider, agreed.at, DECIDING_DAYS)];
  });
