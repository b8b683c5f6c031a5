import { SYSTEM } from '../../domain/actor.js';
import type { Typed } from '../../domain/entity.js';
import type { DraftWords } from '../../domain/notice/messages.js';
import type { NoticeForm, NoticePhase } from '../../domain/notice/state.js';
import { actorOf } from '../fakes/people.js';
import { day, SHA, stage, type Stage } from './stage.js';

/** Everybody a notice about a national pilot of Yunnan passes through. */
export const issuer = actorOf('wang-lei', '00', 'reviewer');
export const addressee = actorOf('zhao-min', '53', 'office-director');
export const leader = actorOf('yang-gang', '53', 'leader');
export const decider = actorOf('gao-yuan', '00', 'leader');
export const NOTICE = '53-2026-0007~milestone-base-1~20260630';

const ISSUED = '滇产改办督〔2026〕1号';
export const draftWords = (form: NoticeForm = 'notice'): DraftWords => ({
  type: 'draftNotice',
  form,
  cause: form === 'notice' ? 'overdue' : 'raised',
  title: '滇中新区技能提升试点',
  pilot: '53-2026-0007',
  issuer: issuer.post,
  addressee: form === 'notice' ? addressee.post : leader.post,
  duty: 'milestone-base-1',
  dutyKind: 'milestone-result',
  post: '53-h001/liaison',
  firstDue: '2026-06-30',
  due: '2026-06-30',
  on: '2026-07-06',
  rungs: '2026-06-23 reminder, 2026-06-29 reminder, 2026-07-01 chase, 2026-07-06 supervision-notice',
  raisedFrom: form === 'notice' ? '' : NOTICE,
  grounds: form === 'notice' ? '' : '逾期未答复。',
  proposedBy: form === 'notice' ? '' : issuer.person,
  rules: '2',
});

/** Whom a notice of this form is addressed to. */
export const receiverOf = (form: NoticeForm) => (form === 'notice' ? addressee : leader);

type Reached = Exclude<NoticePhase, 'raised' | 'withdrawn' | 'declined' | 'voided'>;
const ORDER: readonly Reached[] = ['undrafted', 'drafted', 'issuing', 'issued', 'signed', 'talked', 'answered', 'closed'];

/** What it is about is done. */
export const settle = (notice: Stage<'notice'>, on: string): readonly Typed[] =>
  notice.tell({ type: 'noteMatterSettled', outcome: 'done', on }, SYSTEM, on);

/** When its term is over: five working days after its issue, of a talk ten after it was held. */
export const overdueOn = (form: NoticeForm): string => (form === 'talk' ? '2026-07-24' : '2026-07-15');

/** A notice led to a phase by its own people: drafted on 2026-07-06, issued on 07, signed for on 08, answered on 10. */
export function noticeIn(phase: NoticePhase, form: NoticeForm = 'notice'): Stage<'notice'> {
  const notice = stage('notice', form === 'notice' ? NOTICE : `${NOTICE}~${form}`);
  const receiver = receiverOf(form);
  const steps: readonly (() => void)[] = [
    () => notice.tell({ ...draftWords(form) }, SYSTEM, '2026-07-06 07:10'),
    () => {
      if (form === 'notice') notice.tell({ type: 'issueNotice' }, issuer, '2026-07-07');
      else notice.tell({ type: 'decideNotice', verdict: 'approved', reason: '同意。' }, decider, '2026-07-07');
    },
    () => notice.tell({ type: 'numberNotice', number: ISSUED }, SYSTEM, '2026-07-07'),
    () => notice.tell({ type: 'signNotice' }, receiver, '2026-07-08'),
    () => {
      if (form === 'talk') notice.tell({ type: 'recordTalk', heldOn: day('2026-07-09'), present: '略', sha256: SHA }, issuer, '2026-07-09');
    },
    () => notice.tell({ type: 'answerNotice', sha256: SHA, evidence: [] }, receiver, '2026-07-10'),
    () => {
      settle(notice, '2026-07-13');
      notice.tell({ type: 'verifyNotice', verdict: 'accepted', reason: '属实。' }, issuer, '2026-07-13');
    },
  ];
  const lead = (until: Reached): void => {
    for (const step of steps.slice(0, ORDER.indexOf(until))) step();
  };
  switch (phase) {
    case 'withdrawn':
      lead('drafted');
      notice.tell({ type: 'noteMatterSettled', outcome: 'done', on: '2026-07-06' }, SYSTEM, '2026-07-06 15:00');
      return notice;
    case 'declined':
      lead('drafted');
      notice.tell({ type: 'decideNotice', verdict: 'declined', reason: '先由省里整改。' }, decider, '2026-07-07');
      return notice;
    case 'voided':
      lead('issued');
      notice.tell({ type: 'voidNotice', reason: '发错单位。' }, form === 'notice' ? issuer : decider, '2026-07-07 15:00');
      return notice;
    case 'raising':
    case 'raised':
      lead('answered');
      notice.tell({ type: 'verifyNotice', verdict: 'returned', reason: '没有数据。' }, issuer, '2026-07-13');
      notice.tell({ type: 'raiseNotice', reason: '整改不到位。' }, issuer, overdueOn(form));
      if (phase === 'raised') notice.tell({ type: 'noteRaisingOutcome', outcome: 'issued' }, SYSTEM, overdueOn(form));
      return notice;
    default:
      lead(phase);
      return notice;
  }
}
