import { expect } from 'chai';
import type { Typed } from '../../domain/entity.js';
import { SYSTEM } from '../../domain/actor.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { arrive, assess, assignment, chainIn, chainWithItem, department, leader, note, office } from './chain-stage.js';
import { day, onBehalf, stage } from './stage.js';

const confirm = { type: 'confirmSelfAssessment', attempt: 1 } as const;
const carried = {
  type: 'carryOverItem',
  from: '53-2026',
  item: 'training',
  title: '新增高技能人才',
  area: 'skills',
  post: '53/lead-department',
} as const;

describe('the year of a chain', () => {
  it('takes a new calendar also where nobody opened it and all it ever did was to pass a message on', () => {
    const chain = stage('chain', '53-2026');
    expect(arrive(chain, note('53-2026-0001'), '2027-01-04').map(({ type }) => type)).to.deep.equal(['messagePassedOn']);
    const calendar = { ...nationalCalendar, version: nationalCalendar.version + 1 };
    const [adopted] = chain.tell({ type: 'adoptCalendar', calendar }, SYSTEM, '2027-01-05');
    expect(adopted).to.deep.include({ type: 'calendarAdopted', version: calendar.version });
    expect(chain.state().calendarVersion).to.equal(calendar.version);
  });

  it('ends by itself, whatever phase it is in, and owes a self-assessment', () => {
    for (const phase of ['drafting', 'signing', 'in-force'] as const) {
      const chain = chainIn(phase);
      chain.tick('2027-01-01 00:00');
      expect(chain.inner().phase, phase).to.equal('self-assessing');
      expect(chain.duties(), phase).to.include('self-assessment-1');
    }
  });

  it('is assessed item by item', () => {
    const chain = chainIn('self-assessing');
    const decision = chain.ask({ ...assess, outcomes: { training: 'done' } }, office, '2027-01-08');
    expect(decision).to.deep.include({ code: 'OutcomeMissing', facts: { items: 'contest' } });
    expect(chain.answer({ ...assess, outcomes: { training: 'done', contest: 'done', x: 'done' } }, office, '2027-01-08')).to.equal(
      'ItemUnknown',
    );
  });

  it('is confirmed by the leader, never by a person who assessed it', () => {
    const chain = chainIn('self-assessing');
    expect(chain.answer(confirm, leader, '2027-01-08')).to.equal('NotSubmitted');
    chain.tell(assess, onBehalf({ ...office, person: leader.person }, office.person), '2027-01-08');
    expect(chain.duties()).to.include('confirm-self-assessment-1');
    expect(chain.answer(confirm, leader, '2027-01-11')).to.equal('OwnSubmission');
  });

  it('is assessed anew where the leader returns it', () => {
    const chain = chainIn('self-assessing');
    chain.tell(assess, office, '2027-01-08');
    expect(chain.answer(assess, office, '2027-01-08')).to.equal('AlreadySubmitted');
    chain.tell({ type: 'returnSelfAssessment', attempt: 1, reason: '补充数据' }, leader, '2027-01-11');
    expect(chain.duties()).to.include('self-assessment-2');
    chain.tell(assess, office, '2027-01-12');
    expect(chain.answer(confirm, leader, '2027-01-13')).to.equal('StaleVersion');
  });

  it('is not closed over a feedback that nobody has verified', () => {
    const chain = chainWithItem();
    chain.tell({ type: 'feedBackItem', item: 'training', sha256: 'f', share: 100 }, department, '2026-12-31');
    chain.tick('2027-01-04 08:00');
    chain.tell(assess, office, '2027-01-08');
    expect(chain.ask(confirm, leader, '2027-01-11')).to.deep.include({ code: 'VerdictsOpen', facts: { count: 1 } });
  });

  it('hands what is left open to the next year’s chain, and owes nothing any more', () => {
    const chain = chainIn('self-assessing');
    arrive(chain, note('53-2026-0001'), '2027-01-05');
    chain.tell(assess, office, '2027-01-08');
    const messages = chain.consequencesOf(chain.tell(confirm, leader, '2027-01-11'));
    expect(messages.map((one) => one.type === 'message' && [one.to.id, one.command.type])).to.deep.equal([
      ['53-2027', 'carryOverItem'],
      ['53-2027', 'carryOverItem'],
      ['53-2027', 'noteEscalation'],
    ]);
    expect(chain.duties()).to.deep.equal([]);
    expect(chain.answer({ type: 'withdrawItem', item: 'training', reason: '' }, office, '2027-01-12')).to.equal('Closed');
  });

  it('hands an overdue answer over with the day it was first due on, and late', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    chain.tell(assess, office, '2027-01-08');
    const messages = chain.consequencesOf(chain.tell(confirm, leader, '2027-01-11'));
    const told = messages.flatMap((one) => (one.type === 'message' && one.command.type === 'noteEscalation' ? [one.command] : []));
    expect(told.map(({ firstDue }) => firstDue)).to.deep.equal(['2026-04-23']);
    const next = stage('chain', '53-2027');
    arrive(next, note('53-2027-0001'), '2027-01-11');
    for (const command of told) next.tell(JSON.parse(JSON.stringify(command)), SYSTEM, '2027-01-11');
    expect(next.state().watched['answer-office-director-2027-01-11']).to.not.have.property('isLate');
    expect(next.state().watched['answer-office-director-2027-01-11-2']).to.deep.include({ firstDue: day('2026-04-23'), isLate: true });
  });

  it('that nobody opened hands an overdue answer over as well, with the day it was first due on, and late', () => {
    const chain = stage('chain', '53-2026');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    arrive(chain, note('53-2026-0002'), '2026-12-30');
    const lapsed: Typed[] = [];
    for (let wake = chain.wakeAt(0); chain.inner().phase !== 'closed'; wake = chain.wakeAt(wake ?? 0))
      lapsed.push(...chain.tickAt(wake ?? expect.fail()).filter(({ type }) => type === 'chainLapsed'));
    const told = chain
      .consequencesOf(lapsed)
      .flatMap((one) => (one.type === 'message' && one.command.type === 'noteEscalation' ? [one.command] : []));
    expect(told.map(({ pilot, firstDue }) => [pilot, firstDue])).to.deep.equal([
      ['53-2026-0001', '2026-04-23'],
      ['53-2026-0002', undefined],
    ]);
  });

  it('begins with what last year left open, under a name of its own, to be assigned once somebody has opened it and it is in force', () => {
    const chain = stage('chain', '53-2027');
    chain.tell(carried, SYSTEM, '2027-01-11');
    expect(chain.inner().phase).to.equal('unopened');
    expect(chain.inner().items['y2026-training']).to.deep.include({ status: 'planned', carriedFrom: '53-2026' });
    expect(chain.duties()).to.deep.equal(['open-chain']);
    expect(chain.answer({ ...carried, item: 'y2026-training' }, SYSTEM, '2027-01-11')).to.equal('ItemTwice');
  });

  it('gives the full time to assign what was carried over, also where its statement was never signed', () => {
    const chain = chainIn('signing');
    chain.tell({ ...carried, from: '53-2025' }, SYSTEM, '2026-02-02');
    expect(chain.duties()).to.not.include('assign-y2025-training');
    chain.tick('2027-01-01 00:00');
    expect(chain.state().watched['assign-y2025-training']?.due).to.equal(day('2027-01-08'));
  });

  it('keeps the mark of a late feedback where the item goes over to the next year', () => {
    const chain = chainWithItem();
    chain.tell({ type: 'feedBackItem', item: 'training', sha256: 'f', share: 100 }, department, '2026-10-09');
    chain.tell({ type: 'verifyItem', item: 'training', verdict: 'returned', reason: '' }, office, '2026-10-12');
    chain.tick('2027-01-04 08:00');
    chain.tell(assess, office, '2027-01-08');
    const messages = chain.consequencesOf(chain.tell(confirm, leader, '2027-01-11'));
    const [command] = messages.flatMap((one) => (one.type === 'message' ? [one.command] : []));
    expect(command).to.deep.equal({ ...carried, late: 'yes', firstDue: '2026-09-25' });
    const next = stage('chain', '53-2027');
    next.tell({ ...carried, late: 'yes' }, SYSTEM, '2027-01-11');
    expect(next.inner().items['y2026-training']).to.deep.include({ isLate: true, status: 'planned' });
  });

  it('takes an item of last year into a list that is in force already', () => {
    const chain = chainIn('in-force');
    chain.tell({ ...carried, from: '53-2025' }, SYSTEM, '2026-02-02');
    expect(chain.duties()).to.include('assign-y2025-training');
    expect(chain.answer(assignment('y2025-training'), office, '2026-02-03')).to.equal('accepted');
  });
});
