import { SYSTEM, type Actor } from '../../../domain/actor.js';
import type { NoticeCommandType } from '../../../domain/notice/messages.js';
import { addressee, decider, issuer, leader, noticeIn, settle } from '../../domain/notice-stage.js';
import { keysOf, onBehalf, SHA } from '../../domain/stage.js';
import { actorOf } from '../../fakes/people.js';
import { inPost, told, wayFrom, type Ordinary, type Way } from './ways.js';

type RouteName = Exclude<NoticeCommandType, 'draftNotice' | 'numberNotice' | 'weighRaising' | 'noteRaisingOutcome' | 'noteMatterSettled'>;

const reason = '整改不到位。';
const returned = () => told(noticeIn('answered'), [{ type: 'verifyNotice', verdict: 'returned', reason }, issuer, '2026-07-13']);
const settled = () => {
  const notice = noticeIn('answered');
  settle(notice, '2026-07-13');
  return notice;
};
const weighing = () => {
  const notice = noticeIn('signed');
  notice.tell({ type: 'weighRaising', duty: notice.duties()[0] ?? '' }, SYSTEM, '2026-07-20');
  return notice;
};

/** Every command of a notice where it would be accepted. */
export const ordinaryOfNotices: Readonly<Record<RouteName, Ordinary<'notice'>>> = {
  issueNotice: { given: () => noticeIn('drafted'), by: issuer, when: '2026-07-07', body: {} },
  decideNotice: { given: () => noticeIn('drafted', 'talk'), by: decider, when: '2026-07-07', body: { verdict: 'approved', reason } },
  signNotice: { given: () => noticeIn('issued'), by: addressee, when: '2026-07-08', body: {} },
  recordTalk: {
    given: () => noticeIn('signed', 'talk'),
    by: issuer,
    when: '2026-07-09',
    body: { heldOn: '2026-07-09', present: '略', text: '略' },
  },
  answerNotice: { given: () => noticeIn('signed'), by: addressee, when: '2026-07-10', body: { text: '已补交。', evidence: [] } },
  verifyNotice: { given: settled, by: issuer, when: '2026-07-13', body: { attempt: 1, verdict: 'accepted', reason } },
  raiseNotice: { given: returned, by: issuer, when: '2026-07-15', body: { reason } },
  declineRaising: { given: weighing, by: issuer, when: '2026-07-21', body: { reason } },
  voidNotice: { given: () => noticeIn('issued'), by: issuer, when: '2026-07-08', body: { reason } },
};
export const NOTICE_ROUTES = keysOf(ordinaryOfNotices);
const way = wayFrom(ordinaryOfNotices);

const foreign = ({ role }: Actor): Actor => actorOf('foreign', '52', role);
/** What any command of a notice may meet. */
const general = NOTICE_ROUTES.flatMap((route): Way<'notice'>[] => {
  const { by } = ordinaryOfNotices[route];
  const elsewhere = route === 'issueNotice' || route === 'decideNotice' ? 'issued' : route === 'voidNotice' ? 'raising' : 'drafted';
  const from = actorOf('guest', '00', 'office-director');
  // Whoever may sign and answer in some unit is told whose the notice is; only who takes no part in business has no right to it at all.
  const without = route === 'signNotice' || route === 'answerNotice' ? actorOf('guest', '00', 'audit-administrator') : from;
  return [
    way(route, 404, 'NotFound', 'by whoever may not see the notice', { by: foreign(by) }),
    way(route, 403, 'NoRight', 'by a post without the right', { by: without }),
    way(route, 409, 'WrongPhase', `while it is ${elsewhere}`, {
      given: () => noticeIn(elsewhere),
      // Who cannot see a draft cannot try; who issues may.
      by: elsewhere === 'drafted' && by.unit !== '00' ? actorOf('guest', '00', by.role) : by,
    }),
    way(route, 409, 'NoticeEnded', 'once it is closed', { given: () => noticeIn('closed'), when: '2026-07-14' }),
  ];
});

/** At least one way to every refusal that a command of a notice may give. */
export const noticeWays: readonly Way<'notice'>[] = [
  ...general,
  way('issueNotice', 409, 'WrongForm', 'of a talk', { given: () => noticeIn('drafted', 'talk') }),
  way('decideNotice', 409, 'WrongForm', 'of a supervision notice', { given: () => noticeIn('drafted') }),
  way('decideNotice', 403, 'OwnSubmission', 'by who proposed it', { by: inPost(issuer, decider) }),
  ...(['signNotice', 'answerNotice'] as const).map((route) =>
    way(route, 403, 'NotAddressed', 'by another post than it is addressed to', { by: leader, names: [addressee.post] }),
  ),
  way('signNotice', 409, 'AlreadySigned', 'twice', { given: () => noticeIn('signed') }),
  way('recordTalk', 409, 'WrongForm', 'about a supervision notice', { given: () => noticeIn('signed') }),
  way('recordTalk', 422, 'InvalidDates', 'that is still to come', { body: { heldOn: '2026-07-10' }, names: ['2026-07-07', '2026-07-09'] }),
  way('answerNotice', 409, 'NotSigned', 'before it is signed for', { given: () => noticeIn('issued') }),
  way('answerNotice', 409, 'TalkNotHeld', 'before the talk', { given: () => noticeIn('signed', 'talk'), by: leader }),
  way('verifyNotice', 409, 'NotSubmitted', 'before there is an answer', { given: () => noticeIn('signed') }),
  way('verifyNotice', 409, 'StaleVersion', 'on an answer that was returned before', {
    given: () => told(returned(), [{ type: 'answerNotice', sha256: SHA, evidence: [] }, addressee, '2026-07-13 15:00']),
    when: '2026-07-14',
  }),
  way('voidNotice', 403, 'OwnNotice', 'by who signed for it', { given: () => noticeIn('signed'), by: inPost(addressee, issuer) }),
  way('declineRaising', 403, 'OwnNotice', 'by who signed for it', { by: inPost(addressee, issuer) }),
  way('verifyNotice', 403, 'OwnSubmission', 'by who answered it', { by: inPost(addressee, issuer) }),
  way('verifyNotice', 403, 'OwnSubmission', 'on behalf of who answered it', { by: onBehalf(issuer, addressee.person) }),
  way('verifyNotice', 409, 'MatterOpen', 'before the matter is done', { given: () => noticeIn('answered') }),
  way('raiseNotice', 409, 'NotRaisable', 'before its term is over', { given: () => noticeIn('signed') }),
  way('declineRaising', 409, 'NotRaisable', 'where nothing is to be weighed', { given: () => noticeIn('signed') }),
  way('voidNotice', 409, 'WrongForm', 'of a talk that nobody has decided on', { given: () => noticeIn('drafted', 'talk'), by: decider }),
];
