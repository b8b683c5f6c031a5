import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { overdueSince } from '../../domain/chain/item-days.js';
import type { ChainCommand } from '../../domain/chain/messages.js';
import { nothingYet, project } from '../../domain/view.js';
import { ratesOf } from '../../domain/rates.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { assess, assignment, chainIn, chainWithItem, contact, department, leader, office, signers } from './chain-stage.js';
import { at, day, stage, type Stage } from './stage.js';

type Chain = Stage<'chain'>;

/** Last year's chain closed on 11 January 2027, and what it told the next one. */
function closed(chain: Chain): readonly ChainCommand[] {
  chain.tell(assess, office, '2027-01-08');
  const events = chain.tell({ type: 'confirmSelfAssessment', attempt: 1 }, leader, '2027-01-11');
  const messages = chain.consequencesOf(events);
  return JSON.parse(JSON.stringify(messages.flatMap((one) => (one.type === 'message' ? [one.command] : []))));
}
function nextYear(messages: readonly ChainCommand[]): Chain {
  const chain = stage('chain', '53-2027');
  for (const message of messages) chain.tell(message, SYSTEM, '2027-01-11');
  return chain;
}
function opened(chain: Chain, when = '2027-01-12'): Chain {
  const items = [{ id: 'own', title: '当年事项', dueDay: day('2027-09-30'), post: department.post }];
  chain.tell({ type: 'openChain', title: '云南省 2027 年责任链', template: 1, outline: { sha256: 't', items } }, office, when);
  chain.tell({ type: 'submitStatement', sha256: 't' }, office, '2027-01-13');
  for (const signer of signers) chain.tell({ type: 'signStatement', version: 1 }, signer, '2027-01-14');
  return chain;
}
const OWN = 'y2026-training';
const handedOver = (): Chain => {
  const chain = opened(nextYear(closed(chainWithItem())));
  chain.tell(assignment(OWN, department.post, '2027-12-31'), office, '2027-01-15');
  return chain;
};

describe('an item that is overdue when its year is closed', () => {
  it('goes over with the day it was first due on and the mark of lateness, whether anybody had it or not', () => {
    const messages = closed(chainWithItem());
    expect(messages.map((one) => one.type === 'carryOverItem' && [one.item, one.late, one.firstDue])).to.deep.equal([
      ['training', 'yes', '2026-09-25'],
      ['contest', 'yes', '2026-11-30'],
    ]);
    expect(nextYear(messages).inner().items[OWN]).to.deep.include({ firstDue: day('2026-09-25'), isLate: true });
  });

  it('is held to the day of its correction where it is still in time', () => {
    const chain = chainWithItem();
    chain.tell({ type: 'feedBackItem', item: 'training', sha256: 'f', share: 100 }, department, '2026-09-24');
    const returned = { type: 'verifyItem', item: 'training', verdict: 'returned', reason: '' } as const;
    chain.tell(returned, office, '2027-01-05');
    const [training] = closed(chain);
    expect(training).to.include({ firstDue: '2027-01-19' }).and.not.have.property('late');
  });

  it('is owed by somebody at once: the office director has twenty working days to open the chain that holds it', () => {
    const chain = nextYear(closed(chainWithItem()));
    expect(chain.state().watched['open-chain']).to.deep.include({ post: office.post, kind: 'open-chain', due: day('2027-02-10') });
    expect(opened(chain).duties()).to.include('assign-y2026-training').and.not.include('open-chain');
  });

  it('is red in the next chain from its first day on, until somebody has fed it back', () => {
    const chain = nextYear(closed(chainWithItem()));
    const since = () => overdueSince(chain.inner().items[OWN] ?? expect.fail(), day('2027-01-20'));
    expect(since()).to.equal(day('2026-09-25'));
    opened(chain).tell(assignment(OWN, department.post, '2027-12-31'), office, '2027-01-15');
    expect(since()).to.equal(day('2026-09-25'));
    chain.tell({ type: 'acknowledgeItem', item: OWN }, department, '2027-01-18');
    chain.tell({ type: 'feedBackItem', item: OWN, sha256: 'f', share: 100 }, department, '2027-01-19');
    expect(since()).to.equal(undefined);
  });

  it('is late when it is done, by whatever day it was given', () => {
    const chain = handedOver();
    expect(chain.state().watched[`feed-back-${OWN}-1-1`]).to.deep.include({
      firstDue: day('2026-09-25'),
      due: day('2027-12-31'),
      isLate: true,
    });
    chain.tell({ type: 'acknowledgeItem', item: OWN }, department, '2027-01-18');
    const events = chain.tell({ type: 'feedBackItem', item: OWN, sha256: 'f', share: 100 }, department, '2027-01-19');
    expect(events).to.deep.include({
      type: 'itemFedBack',
      item: OWN,
      sha256: 'f',
      isLate: true,
      by: [department.person],
      at: at('2027-01-19'),
    });
  });

  it('counts as late in both rates of the year that got it', () => {
    const chain = handedOver();
    chain.tell({ type: 'acknowledgeItem', item: OWN }, department, '2027-01-18');
    chain.tell({ type: 'feedBackItem', item: OWN, sha256: 'f', share: 100 }, department, '2027-01-19');
    const entries = chain.record().map((event, index) => ({
      seq: index + 1,
      receivedAt: at('2027-01-19'),
      decidedAt: at('2027-01-19'),
      actor: SYSTEM,
      commandId: `c-${index}`,
      commandHash: '',
      event,
    }));
    const { duties } = project('chain', chain.id, nothingYet('chain'), entries, nationalCalendar);
    const fed = duties.filter(({ duty }) => duty === `feed-back-${OWN}-1-1`);
    expect(ratesOf(fed, at('2027-01-20'))).to.deep.equal({ first: { of: 1, onTime: 0 }, granted: { of: 1, onTime: 0 } });
  });

  it('keeps day and mark over a year that nobody opened', () => {
    const chain = nextYear(closed(chainWithItem()));
    const messages = chain.consequencesOf(chain.tick('2028-01-01 00:00'));
    expect(messages.flatMap((one) => (one.type === 'message' ? [one.command] : []))).to.deep.include({
      type: 'carryOverItem',
      from: '53-2027',
      item: OWN,
      title: '新增高技能人才',
      area: 'skills',
      post: department.post,
      late: 'yes',
      firstDue: '2026-09-25',
    });
  });

  it('asks for its chain to be opened before anything is done with it', () => {
    const chain = nextYear(closed(chainWithItem()));
    const asked: readonly ChainCommand[] = [
      assignment(OWN),
      { type: 'reassignItem', item: OWN, to: contact.post, dueDay: day('2027-06-30'), reason: '' },
      { type: 'withdrawItem', item: OWN, reason: '' },
      { type: 'acknowledgeItem', item: OWN },
      { type: 'feedBackItem', item: OWN, sha256: 'f', share: 100 },
      { type: 'verifyItem', item: OWN, verdict: 'accepted', reason: '' },
    ];
    for (const command of asked) expect(chain.answer(command, office, '2027-01-12'), command.type).to.equal('ChainUnopened');
    expect(stage('chain', '53-2027').answer(assignment(), office, '2027-01-12')).to.equal('NotFound');
  });
});

describe('the day an item is signed for', () => {
  it('binds its first assignment', () => {
    const chain = chainIn('in-force');
    const beyond = assignment('training', department.post, '2026-10-01');
    expect(chain.ask(beyond, office, '2026-01-13')).to.deep.include({
      code: 'BeyondSignedDay',
      facts: { item: '新增高技能人才', signed: '2026-09-30' },
    });
    expect(chain.answer(assignment('training', department.post, '2026-09-30'), office, '2026-01-13')).to.equal('accepted');
  });

  it('binds a reassignment to another post, too', () => {
    const again = { type: 'reassignItem', item: 'training', to: contact.post, dueDay: day('2026-10-30'), reason: '' } as const;
    expect(chainWithItem().answer(again, office, '2026-03-02')).to.equal('BeyondSignedDay');
  });

  it('once it has passed is the first due day of whatever day is given, and late', () => {
    const chain = chainIn('in-force');
    expect(chain.answer(assignment('training', department.post, '2027-01-04'), office, '2026-10-12')).to.equal('InvalidDates');
    chain.tell(assignment('training', department.post, '2026-12-31'), office, '2026-10-12');
    expect(chain.state().watched['feed-back-training-1-1']).to.deep.include({
      firstDue: day('2026-09-30'),
      due: day('2026-12-31'),
      isLate: true,
    });
    expect(chain.state().watched['feed-back-training-1-1']).to.not.have.property('lateBefore');
    expect(chain.inner().items['training']).to.include({ isLate: true });
  });

  it('stays so where the item then goes to another post, and is counted once', () => {
    const chain = chainIn('in-force');
    chain.tell(assignment('training', department.post, '2026-11-30'), office, '2026-10-12');
    const again = { type: 'reassignItem', item: 'training', to: contact.post, dueDay: day('2026-11-20'), reason: '' } as const;
    expect(chain.answer({ ...again, dueDay: day('2026-12-01') }, office, '2026-10-13')).to.equal('BeyondSignedDay');
    chain.tell(again, office, '2026-10-13');
    expect(chain.state().watched['feed-back-training-2-1']).to.deep.include({
      firstDue: day('2026-09-30'),
      isLate: true,
      lateBefore: true,
    });
  });

  it('does not make late what was put off in time', () => {
    const chain = chainWithItem();
    const DUTY = 'feed-back-training-1-1';
    const reviewer = { ...office, post: '53/reviewer', role: 'reviewer', person: 'sun-yi' } as const;
    chain.tell(
      { type: 'askExtension', duty: DUTY, until: day('2026-11-30'), reason: '师资未到位。', progress: '七成。' },
      department,
      '2026-09-01',
    );
    chain.tell({ type: 'agreeExtension', duty: DUTY, verdict: 'agreed', reason: '' }, leader, '2026-09-02');
    chain.tell({ type: 'decideExtension', duty: DUTY, verdict: 'granted', reason: '' }, reviewer, '2026-09-03');
    const again = { type: 'reassignItem', item: 'training', to: contact.post, dueDay: day('2026-11-30'), reason: '' } as const;
    chain.tell(again, office, '2026-10-12');
    expect(chain.state().watched['feed-back-training-2-1']).to.not.have.property('isLate');
  });
});
