import type { Actor } from '../../domain/actor.js';
import { parseDay, type Day } from '../../domain/calendar.js';
import type { ChainCommand } from '../../domain/chain/messages.js';
import type { StatementOutline } from '../../domain/chain/state.js';
import type { Typed } from '../../domain/entity.js';
import type { Kind } from '../../domain/kinds.js';
import type { NoticeCommand } from '../../domain/notice/messages.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { chainCast } from './chain-cast.js';
import { actorOf, centralReviewer, hostLiaison, provincialReviewer, systemAdministrator } from './people.js';
import { approved } from './suspended-pilot.js';

/** What somebody does in the year of a province, to what, and when: `2026-01-05 09:30` in Shanghai. */
export interface YearStep {
  readonly at: string;
  readonly to: { readonly kind: Kind; readonly id: string };
  readonly actor: Actor;
  readonly command: Typed;
}

export const [CHAIN, NEXT_CHAIN] = ['53-2026', '53-2027'];
/** One that keeps its days, and one that does not. */
export const [PUNCTUAL, LATE] = ['53-2026-0022', '53-2026-0025'];
const NOTICE = `${LATE}~milestone-training-1~20260930`;
export const NOTICES = [NOTICE, `${NOTICE}~talk`] as const;

const { leader, director, department, liaison } = chainCast;
const centralLeader = actorOf('gao-yuan', '00', 'leader');
const dayIn = (text: string): Day => parseDay(text) ?? Number.NaN;

export const yearOutline = (sha256: string, year: number): StatementOutline => ({
  sha256,
  items: [
    { id: 'training', title: '新增高技能人才', area: 'skills', dueDay: dayIn(`${year}-09-30`), post: '53/lead-department' },
    { id: 'contest', title: '举办技能竞赛', area: 'achievement', dueDay: dayIn(`${year}-11-30`), post: '53/liaison' },
    { id: 'growth', title: '新就业形态劳动者入会', area: 'growth', dueDay: dayIn(`${year}-12-15`), post: '53/lead-department' },
  ],
});

const onChain =
  (id: string) =>
  (at: string, actor: Actor, command: ChainCommand): YearStep => ({ at, to: { kind: 'chain', id }, actor, command });
const chain = onChain(CHAIN);
const next = onChain(NEXT_CHAIN);
const pilot = (at: string, id: string, actor: Actor, command: PilotCommand): YearStep => ({
  at,
  to: { kind: 'pilot', id },
  actor,
  command,
});
const notice = (at: string, id: string, actor: Actor, command: NoticeCommand): YearStep => ({
  at,
  to: { kind: 'notice', id },
  actor,
  command,
});
const found = (id: string, kind: 'centre' | 'province' | 'host', parentPath: readonly string[]): YearStep => {
  const command: UnitCommand = { type: 'foundUnit', name: id, kind, parentPath };
  return { at: '2026-01-05 08:30', to: { kind: 'unit', id }, actor: systemAdministrator, command };
};
const report = (id: string, period: string, handedIn: string, judged: string): readonly YearStep[] => [
  pilot(handedIn, id, hostLiaison, { type: 'submitReport', period, sha256: `${id}-${period}`, figures: [] }),
  pilot(judged, id, provincialReviewer, { type: 'judgeReport', period, verdict: 'accepted', reason: '' }),
];
const assigned = (item: string, to: string, due: string): ChainCommand => ({
  type: 'assignItem',
  item,
  to,
  dueDay: dayIn(due),
  note: '请按季度推进。',
});
const fedBack = (item: string, share = 100): ChainCommand => ({ type: 'feedBackItem', item, sha256: `${item}-${share}`, share });
const verdict = (item: string, given: 'accepted' | 'returned'): ChainCommand => ({
  type: 'verifyItem',
  item,
  verdict: given,
  reason: given === 'returned' ? '缺少名册。' : '',
});
const answer = (duty: string, sha256: string): ChainCommand => ({ type: 'answerEscalations', escalations: [`${LATE}#${duty}`], sha256 });
const assessed: ChainCommand = {
  type: 'submitSelfAssessment',
  sha256: 'year',
  outcomes: { training: 'done', contest: 'done', growth: 'not-done' },
};

/**
 * A province's year: its statement signed by every level, the liaison late with it; one item down to the liaison, returned once and up
 * again, one late, one left open; a pilot that keeps its days and one that is late with a report and never hands in a milestone, up to the
 * talk; the year assessed, returned, confirmed; and the next year begun with what was left open.
 */
export const provinceYear: readonly YearStep[] = [
  found('00', 'centre', []),
  found('53', 'province', ['00']),
  found('53-h001', 'host', ['00', '53']),
  chain('2026-01-05 09:00', director, {
    type: 'openChain',
    title: '云南省 2026 年责任链',
    template: 1,
    outline: yearOutline('template', 2026),
  }),
  chain('2026-01-05 09:15', liaison, { type: 'draftStatement', outline: yearOutline('statement', 2026), basedOn: 'template' }),
  ...[PUNCTUAL, LATE].flatMap((id) => approved.map(({ at, actor, command }) => pilot(at, id, actor, command))),
  chain('2026-01-07 10:00', director, { type: 'submitStatement', sha256: 'statement' }),
  chain('2026-01-08 10:00', leader, { type: 'signStatement', version: 1 }),
  chain('2026-01-09 10:00', director, { type: 'signStatement', version: 1 }),
  chain('2026-01-12 10:30', department, { type: 'signStatement', version: 1 }),
  chain('2026-01-21 10:00', liaison, { type: 'signStatement', version: 1 }),

  chain('2026-01-23 11:00', director, assigned('training', '53/lead-department', '2026-09-25')),
  chain('2026-01-23 11:10', director, assigned('contest', '53/liaison', '2026-11-20')),
  chain('2026-01-23 11:20', director, assigned('growth', '53/lead-department', '2026-12-15')),
  chain('2026-01-26 09:00', department, { type: 'acknowledgeItem', item: 'training' }),
  chain('2026-01-26 09:10', department, { type: 'acknowledgeItem', item: 'growth' }),
  chain('2026-01-27 09:00', department, assigned('training', '53/liaison', '2026-09-10')),
  chain('2026-01-28 09:00', liaison, { type: 'acknowledgeItem', item: 'training' }),
  chain('2026-01-28 09:10', liaison, { type: 'acknowledgeItem', item: 'contest' }),
  chain('2026-04-10 10:00', liaison, fedBack('training', 40)),

  ...report(PUNCTUAL, '2026Q2', '2026-06-26 10:00', '2026-06-30 10:00'),
  chain('2026-07-17 10:00', director, answer('report-2026Q2-1', 'answer-1')),
  ...report(LATE, '2026Q2', '2026-07-21 10:00', '2026-07-23 10:00'),

  chain('2026-09-07 10:00', liaison, fedBack('training')),
  chain('2026-09-09 10:00', department, verdict('training', 'returned')),
  chain('2026-09-15 10:00', liaison, fedBack('training')),
  chain('2026-09-17 10:00', department, verdict('training', 'accepted')),
  chain('2026-09-21 10:00', department, fedBack('training')),
  pilot('2026-09-21 11:00', PUNCTUAL, hostLiaison, { type: 'submitMilestone', milestone: 'training', note: '', figures: [] }),
  chain('2026-09-23 10:00', director, verdict('training', 'accepted')),
  pilot('2026-09-23 11:00', PUNCTUAL, centralReviewer, { type: 'judgeMilestone', milestone: 'training', verdict: 'met', reason: '' }),
  ...report(PUNCTUAL, '2026Q3', '2026-09-28 10:00', '2026-09-30 10:00'),
  ...report(LATE, '2026Q3', '2026-09-28 10:10', '2026-09-30 10:10'),

  notice('2026-10-13 10:00', NOTICE, centralReviewer, { type: 'issueNotice' }),
  notice('2026-10-14 10:00', NOTICE, director, { type: 'signNotice' }),
  chain('2026-10-16 10:00', director, answer('milestone-training-1', 'answer-2')),
  chain('2026-11-25 10:00', liaison, fedBack('contest')),
  chain('2026-11-27 10:00', director, verdict('contest', 'accepted')),

  notice('2026-12-29 10:00', NOTICE, centralReviewer, { type: 'raiseNotice', reason: '逾期未答复。' }),
  chain('2027-01-06 10:00', director, assessed),
  ...report(PUNCTUAL, '2026Q4', '2027-01-06 11:00', '2027-01-08 11:00'),
  chain('2027-01-07 10:00', leader, { type: 'returnSelfAssessment', attempt: 1, reason: '请说明未完成的原因。' }),
  notice('2027-01-07 11:00', NOTICES[1], centralLeader, { type: 'decideNotice', verdict: 'approved', reason: '同意约谈。' }),
  chain('2027-01-08 10:00', director, assessed),
  chain('2027-01-11 10:00', leader, { type: 'confirmSelfAssessment', attempt: 2 }),

  next('2027-01-12 10:00', director, { type: 'openChain', title: '云南省 2027 年责任链', template: 1, outline: yearOutline('next', 2027) }),
  next('2027-01-13 10:00', director, { type: 'submitStatement', sha256: 'next' }),
  ...[leader, director, department, liaison].map((signer, index) =>
    next(`2027-01-14 1${index}:00`, signer, { type: 'signStatement', version: 1 }),
  ),
  next('2027-01-14 15:00', leader, answer('milestone-training-1', 'answer-3')),
  next('2027-01-15 10:00', director, assigned('y2026-growth', '53/lead-department', '2027-06-30')),
  next('2027-01-19 10:00', director, answer('report-2026Q4-1', 'answer-4')),
].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
