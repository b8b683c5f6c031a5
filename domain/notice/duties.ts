import type { PostId } from '../actor.js';
import { startOfDay, type Instant, type Term } from '../calendar.js';
import type { Duty } from '../duty.js';
import type { NoticeEvent } from './messages.js';
import { DECIDER } from './posts.js';
import type { Notice, NoticeForm } from './state.js';

export const NOTICE_DUTY_KINDS = [
  'issue-notice',
  'decide-notice',
  'sign-notice',
  'answer-notice',
  'hold-talk',
  'talk-report',
  'verify-notice',
  'weigh-raising',
] as const;
export type NoticeDutyKind = (typeof NOTICE_DUTY_KINDS)[number];

/** Working days (rules: Ladder; deciding, holding the talk, answering a circular, verifying and weighing proposed). */
const TERM_DAYS = { issue: 1, decide: 5, sign: 1, holdTalk: 10, talkReport: 10, verify: 5, weigh: 3 } as const;
const ANSWER_DAYS: Readonly<Record<Exclude<NoticeForm, 'talk'>, number>> = { notice: 5, circular: 10 };

export const NOTICE_FULFILLED_BY: Readonly<Record<NoticeDutyKind, readonly NoticeEvent['type'][]>> = {
  'issue-notice': ['noticeIssueOrdered'],
  'decide-notice': ['noticeDecided'],
  'sign-notice': ['noticeSigned'],
  'answer-notice': ['noticeAnswered'],
  'hold-talk': ['talkRecorded'],
  'talk-report': ['noticeAnswered'],
  'verify-notice': ['answerAccepted', 'answerReturned'],
  'weigh-raising': ['raisingDeclined', 'noticeRaised'],
};

const owe = (id: string, kind: NoticeDutyKind, post: PostId, from: Instant, days: number): Duty => ({
  id,
  kind,
  post,
  term: { kind: 'after', from, days, unit: 'working' } satisfies Term,
});

/** What is owed on a notice, by whom and by when, as its state stands. */
export function dutiesOfNotice(notice: Notice): readonly Duty[] {
  const { phase, form, issuer, since, readableOn, attempt } = notice;
  switch (phase) {
    case 'drafted':
      return form === 'notice'
        ? [owe('issue', 'issue-notice', issuer, readableOn === undefined ? since : startOfDay(readableOn), TERM_DAYS.issue)]
        : [owe('decide', 'decide-notice', DECIDER, since, TERM_DAYS.decide)];
    case 'issued':
    case 'signed':
    case 'talked':
      return [...signatureDuty(notice), answerDuty(notice), ...weighingDuty(notice)];
    case 'answered':
      return [...signatureDuty(notice), owe(`verify-${attempt}`, 'verify-notice', issuer, since, TERM_DAYS.verify)];
    case 'undrafted':
    case 'issuing':
    case 'raising':
    case 'closed':
    case 'raised':
    case 'withdrawn':
    case 'declined':
    case 'voided':
      return [];
    default:
      phase satisfies never;
      return [];
  }
}

/** Also owed while the talk is held: who was summoned signs for it. */
const signatureDuty = ({ isSigned, addressee, issuedAt = 0 }: Notice): Duty[] =>
  isSigned ? [] : [owe('sign', 'sign-notice', addressee, issuedAt, TERM_DAYS.sign)];

/** When whoever is addressed has had the time to answer, counted from then. */
export const answerTerm = (form: NoticeForm, from: Instant): Term => ({
  kind: 'after',
  from,
  days: form === 'talk' ? TERM_DAYS.talkReport : ANSWER_DAYS[form],
  unit: 'working',
});

function answerDuty({ form, talk, issuer, addressee, attempt, answerFrom }: Notice): Duty {
  if (form !== 'talk') return owe(`answer-${attempt}`, 'answer-notice', addressee, answerFrom, ANSWER_DAYS[form]);
  if (talk === undefined) return owe(`talk-${attempt}`, 'hold-talk', issuer, answerFrom, TERM_DAYS.holdTalk);
  return owe(`report-${attempt}`, 'talk-report', addressee, answerFrom, TERM_DAYS.talkReport);
}

const weighingDuty = ({ unanswered, attempt, issuer }: Notice): Duty[] =>
  unanswered?.isWeighing === true ? [owe(`weigh-${attempt}`, 'weigh-raising', issuer, unanswered.since, TERM_DAYS.weigh)] : [];
