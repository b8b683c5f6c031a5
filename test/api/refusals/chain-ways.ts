import { CENTRE, type Actor } from '../../../domain/actor.js';
import type { ChainCommand, ChainCommandType } from '../../../domain/chain/messages.js';
import { statementExample } from '../../../server/routes/statement.js';
import {
  arrive,
  assess,
  assignment,
  centre,
  chainIn,
  chainWithItem,
  contact,
  department,
  leader,
  note,
  office,
} from '../../domain/chain-stage.js';
import { day, keysOf, stage, type Stage } from '../../domain/stage.js';
import { actorOf } from '../../fakes/people.js';
import { inPost, told, wayFrom, type Ordinary, type Way } from './ways.js';

type Chain = Stage<'chain'>;
type RouteName = Exclude<ChainCommandType, 'noteEscalation' | 'noteEscalationSettled' | 'carryOverItem'>;

const reason = '见附件。';
const text = '已办理。';
const ITEM = { item: 'training' };
const ESCALATION = '53-2026-0001#report-2026Q1-1';

const inForce = (): Chain => chainIn('in-force');
const signing = (): Chain => chainIn('signing');
/** Assigned to the lead department, not yet signed for. */
const assigned = (): Chain => told(inForce(), [assignment(), office, '2026-01-13']);
const fedBack = (): Chain =>
  told(chainWithItem(), [{ type: 'feedBackItem', item: 'training', sha256: 'report-1', share: 100 }, department, '2026-02-02']);
/** Handed down to the liaison. */
const handedDown = (): Chain => told(chainWithItem(), [assignment('training', contact.post, '2026-09-10'), department, '2026-01-15']);
const withdrawn = (): Chain => told(inForce(), [{ type: 'withdrawItem', item: 'training', reason }, office, '2026-01-13']);
const signedByLeader = (): Chain => told(signing(), [{ type: 'signStatement', version: 1 }, leader, '2026-01-07']);
function climbed(phase: 'in-force' | 'closed' = 'in-force'): Chain {
  const chain = chainIn(phase);
  arrive(chain, note('53-2026-0001'), phase === 'closed' ? '2027-02-01' : '2026-04-16');
  return chain;
}
const answer: ChainCommand = { type: 'answerEscalations', escalations: [ESCALATION], sha256: 'answer-1' };
const assessing = (): Chain => chainIn('self-assessing');
const assessed = (chain = assessing()): Chain => told(chain, [assess, office, '2027-01-08']);
const outcomes = [
  { item: 'training', outcome: 'done' },
  { item: 'contest', outcome: 'partly' },
];
/** Fed back by the lead department when its year was over, and not yet verified. */
function assessedBeforeVerdict(): Chain {
  const chain = fedBack();
  chain.tick('2027-01-01 00:00');
  return assessed(chain);
}
/** Only collecting: nobody has opened it. */
function unopened(): Chain {
  const chain = stage('chain', '53-2026');
  arrive(chain, note('53-2026-0001'), '2026-04-16');
  return chain;
}

const WHEN = '2026-02-03';
/** Every command of a chain where it would be accepted. */
export const ordinaryOfChains: Readonly<Record<RouteName, Ordinary<'chain'>>> = {
  openChain: { given: () => stage('chain', '53-2026'), by: office, when: '2026-01-05', body: { year: 2026 } },
  draftStatement: { given: () => chainIn('drafting'), by: office, when: '2026-01-06', body: statementExample },
  submitStatement: {
    given: () =>
      told(chainIn('drafting'), [
        { type: 'draftStatement', outline: { sha256: 'a'.repeat(64), items: [itemOf()] } },
        office,
        '2026-01-05 11:00',
      ]),
    by: office,
    when: '2026-01-06',
    body: { sha256: 'a'.repeat(64) },
  },
  signStatement: { given: signing, by: leader, when: '2026-01-07', body: { version: 1 } },
  returnStatement: { given: signing, by: leader, when: '2026-01-07', body: { version: 1, reason } },
  assignItem: { given: inForce, by: office, when: WHEN, params: ITEM, body: { to: 'lead-department', due: '2026-09-25', note: '' } },
  reassignItem: { given: assigned, by: office, when: WHEN, params: ITEM, body: { to: 'liaison', due: '2026-09-25', reason } },
  withdrawItem: { given: inForce, by: office, when: WHEN, params: ITEM, body: { reason } },
  acknowledgeItem: { given: assigned, by: department, when: WHEN, params: ITEM, body: {} },
  feedBackItem: { given: chainWithItem, by: department, when: WHEN, params: ITEM, body: { text, share: 100 } },
  verifyItem: { given: fedBack, by: office, when: WHEN, params: ITEM, body: { verdict: 'accepted', reason } },
  answerEscalations: { given: climbed, by: office, when: '2026-04-17', body: { escalations: [ESCALATION], text } },
  submitSelfAssessment: { given: assessing, by: office, when: '2027-01-08', body: { text, outcomes } },
  returnSelfAssessment: { given: assessed, by: leader, when: '2027-01-11', body: { attempt: 1, reason } },
  confirmSelfAssessment: { given: assessed, by: leader, when: '2027-01-11', body: { attempt: 1 } },
};
function itemOf() {
  return { id: 'skills', title: '素质提升', dueDay: day('2026-09-30'), post: department.post };
}
export const CHAIN_ROUTES = keysOf(ordinaryOfChains);
const way = wayFrom(ordinaryOfChains);

const foreign = ({ role }: Actor): Actor => actorOf('foreign', '52', role);
/** What any command of a chain may meet. */
const general = CHAIN_ROUTES.filter((route) => route !== 'openChain').flatMap((route): Way<'chain'>[] => {
  const { by } = ordinaryOfChains[route];
  const elsewhere = route === 'draftStatement' || route === 'submitStatement' ? 'signing' : 'drafting';
  const when = '2027-02-01';
  return [
    way(route, 404, 'NotFound', 'by whoever may not see the chain', { by: foreign(by) }),
    way(route, 403, 'NoRight', 'by a post without the right', { by: actorOf('guest', CENTRE, 'reviewer') }),
    way(route, 409, 'Closed', 'once it is closed', { given: () => chainIn('closed'), when }),
    ...(route === 'answerEscalations'
      ? []
      : [way(route, 409, 'ChainUnopened', 'of a chain that only collects', { given: unopened, when: '2026-04-17' })]),
    // What has climbed is answered in every phase until the end.
    ...(route === 'answerEscalations'
      ? []
      : [way(route, 409, 'WrongPhase', `while it is ${elsewhere}`, { given: () => chainIn(elsewhere), when: '2026-01-07' })]),
  ];
});

const SIGNING = ['signStatement', 'returnStatement'] as const;
const ABOUT_ITEMS = ['assignItem', 'reassignItem', 'withdrawItem', 'acknowledgeItem', 'feedBackItem', 'verifyItem'] as const;
const itemExample = statementExample.items[0];

const stating: readonly Way<'chain'>[] = [
  way('openChain', 403, 'NoRight', 'by a post without the right', { by: contact }),
  way('openChain', 409, 'AlreadyExists', 'twice', { given: () => chainIn('drafting') }),
  way('openChain', 422, 'YearOutside', 'for the year after next', { body: { year: 2028 }, names: ['2026', '2027'] }),
  way('draftStatement', 409, 'DraftChanged', 'over what another saved unseen', { by: centre, names: [office.name, '2026-01-05 10:00'] }),
  way('draftStatement', 422, 'ItemTwice', 'with one code for two items', {
    body: { items: [itemExample, itemExample] },
    names: ['skills'],
  }),
  way('draftStatement', 422, 'InvalidDates', 'with an item due after its year', {
    body: { items: [{ ...itemExample, due: '2027-01-01' }] },
    names: ['2026-01-01', '2026-12-31'],
  }),
  way('submitStatement', 409, 'StaleVersion', 'of a draft that was saved anew', { body: { sha256: 'b'.repeat(64) } }),
  way('submitStatement', 409, 'StatementUnchanged', 'that was returned, word for word', {
    given: () =>
      told(
        ordinaryOfChains.submitStatement.given(),
        [{ type: 'submitStatement', sha256: 'a'.repeat(64) }, office, '2026-01-06'],
        [{ type: 'returnStatement', version: 1, reason }, leader, '2026-01-07'],
      ),
    when: '2026-01-08',
    names: ['1'],
  }),
  way('submitStatement', 422, 'ItemDayPast', 'with an item whose day is past', { when: '2026-10-08', names: ['素质提升', '2026-09-30'] }),
  ...SIGNING.flatMap((route) => [
    way(route, 409, 'NotYourTurn', 'before those above', { by: contact, names: [leader.post] }),
    way(route, 409, 'StatementSigned', 'by who has signed', { given: signedByLeader, when: '2026-01-08' }),
    way(route, 409, 'StaleVersion', 'of another version than the one to be signed', { body: { version: 2 } }),
  ]),
];

const carrying: readonly Way<'chain'>[] = [
  ...ABOUT_ITEMS.flatMap((route) => [
    way(route, 404, 'ItemUnknown', 'of an item that is none', { params: { item: 'constructor' }, names: ['constructor'] }),
    way(route, 409, 'ItemSettled', 'of an item that was withdrawn', { given: withdrawn, names: ['training'] }),
  ]),
  way('assignItem', 409, 'NotAssigned', 'by a level that was given nothing', {
    by: department,
    body: { to: 'liaison' },
    names: ['training'],
  }),
  way('assignItem', 409, 'NotYourItem', 'that another has in hand', { given: chainWithItem, names: [department.post] }),
  way('assignItem', 409, 'NotAcknowledged', 'that is not signed for', { given: assigned, by: department, body: { to: 'liaison' } }),
  way('assignItem', 409, 'AlreadySubmitted', 'that is fed back', { given: fedBack, by: department, body: { to: 'liaison' } }),
  way('assignItem', 422, 'NotAssignable', 'to the own post', { given: chainWithItem, by: department }),
  way('assignItem', 422, 'InvalidDates', 'by a day that is gone', { body: { due: '2026-02-02' }, names: ['2026-02-03', '2026-09-30'] }),
  way('assignItem', 422, 'BeyondSignedDay', 'by a day after the signed one', { body: { due: '2026-10-01' }, names: ['2026-09-30'] }),
  way('reassignItem', 409, 'NotAssigned', 'that nobody has', { given: inForce, names: ['training'] }),
  way('reassignItem', 409, 'NotYourItem', 'that another assigned', { given: handedDown, names: [department.post] }),
  way('reassignItem', 422, 'NotAssignable', 'to the own post', { given: handedDown, by: department, body: { to: 'lead-department' } }),
  way('reassignItem', 422, 'InvalidDates', 'to the same post by a day after the one it has', {
    given: handedDown,
    by: department,
    body: { due: '2026-09-11' },
    names: ['2026-09-10'],
  }),
  way('reassignItem', 422, 'BeyondSignedDay', 'to another post by a day after the signed one', {
    body: { due: '2026-10-01' },
    names: ['2026-09-30'],
  }),
  way('acknowledgeItem', 409, 'NotAssigned', 'that nobody has', { given: inForce, names: ['training'] }),
  way('acknowledgeItem', 409, 'NotYourItem', 'that another has', { by: contact, names: [department.post] }),
  way('acknowledgeItem', 409, 'AlreadyAcknowledged', 'twice', { given: chainWithItem }),
  way('feedBackItem', 409, 'NotAssigned', 'that nobody has', { given: inForce, names: ['training'] }),
  way('feedBackItem', 409, 'NotYourItem', 'that another has', { by: contact, names: [department.post] }),
  way('feedBackItem', 409, 'NotAcknowledged', 'that is not signed for', { given: assigned, names: ['training'] }),
  way('feedBackItem', 409, 'AlreadySubmitted', 'twice', { given: fedBack }),
  way('feedBackItem', 409, 'HandedDown', 'in whole, while the level below has it', { given: handedDown, names: [contact.post] }),
  way('verifyItem', 409, 'NotAssigned', 'that nobody has', { given: inForce, names: ['training'] }),
  way('verifyItem', 409, 'NotYourItem', 'that another assigned', { by: leader, names: [office.post] }),
  way('verifyItem', 409, 'NotSubmitted', 'that is not fed back', { given: chainWithItem }),
  way('verifyItem', 403, 'OwnSubmission', 'by who fed it back from another post', { by: inPost(department, office) }),
];

const ending: readonly Way<'chain'>[] = [
  way('answerEscalations', 404, 'EscalationUnknown', 'of what never climbed', {
    body: { escalations: ['53-2026-9999#plan-1'] },
    names: ['53-2026-9999'],
  }),
  way('answerEscalations', 409, 'EscalationElsewhere', 'by another level than it reached', { by: leader, names: [ESCALATION] }),
  way('answerEscalations', 409, 'EscalationAnswered', 'twice', {
    given: () => told(climbed(), [answer, office, '2026-04-17']),
    names: [ESCALATION],
  }),
  way('submitSelfAssessment', 409, 'AlreadySubmitted', 'twice', { given: assessed }),
  way('submitSelfAssessment', 422, 'OutcomeMissing', 'without a word on an item', {
    body: { outcomes: outcomes.slice(0, 1) },
    names: ['contest'],
  }),
  way('submitSelfAssessment', 404, 'ItemUnknown', 'with a word on an item that is none', {
    body: { outcomes: [...outcomes, { item: 'nothing', outcome: 'done' }] },
    names: ['nothing'],
  }),
  ...(['returnSelfAssessment', 'confirmSelfAssessment'] as const).flatMap((route) => [
    way(route, 409, 'NotSubmitted', 'before there is one', { given: assessing }),
    way(route, 409, 'StaleVersion', 'of another attempt than the one submitted', { body: { attempt: 2 } }),
    way(route, 403, 'OwnSubmission', 'by who submitted it from another post', { by: inPost(office, leader) }),
  ]),
  way('confirmSelfAssessment', 409, 'VerdictsOpen', 'while a feedback waits for its verdict', {
    given: assessedBeforeVerdict,
    names: ['1'],
  }),
];

/** At least one way to every refusal that a command of a chain may give. */
export const chainWays: readonly Way<'chain'>[] = [...general, ...stating, ...carrying, ...ending];
