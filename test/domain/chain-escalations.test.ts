import { expect } from 'chai';
import { entityOf } from '../../domain/kinds.js';
import { SYSTEM } from '../../domain/actor.js';
import { MOST_ANSWERED, noteEscalation } from '../../domain/chain/escalations.js';
import { evolveChain } from '../../domain/chain/evolve.js';
import { escalationOf, escalationsOf } from '../../domain/chain/escalation-groups.js';
import { CHAIN_PHASES } from '../../domain/chain/state.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { arrive, chainIn, leader, note, office } from './chain-stage.js';
import { at, day, stage } from './stage.js';

const answers = (...escalations: string[]) => ({ type: 'answerEscalations', escalations, sha256: 'answer-1' }) as const;
const FIRST = '53-2026-0001#report-2026Q1-1';
const SECOND = '53-2026-0002#report-2026Q1-1';
const settled = { type: 'noteEscalationSettled', pilot: '53-2026-0001', duty: 'report-2026Q1-1', outcome: 'done' } as const;
const answering = (chain: ReturnType<typeof chainIn>) => chain.duties().filter((duty) => duty.startsWith('answer-'));

describe('an escalation from a pilot', () => {
  it('is taken in every phase, also where nobody has opened the chain', () => {
    for (const phase of CHAIN_PHASES) expect(chainIn(phase).ask(note('53-2026-0001'), SYSTEM, '2026-04-16').ok, phase).to.equal(true);
  });

  it('is answered by the office director within five working days', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16 07:10');
    expect(chain.state().watched['answer-office-director-2026-04-16']).to.deep.include({
      post: '53/office-director',
      due: day('2026-04-23'),
    });
    expect(chain.answer(answers(FIRST), leader, '2026-04-17')).to.equal('EscalationElsewhere');
    chain.tell(answers(FIRST), office, '2026-04-17');
    expect(answering(chain)).to.deep.equal([]);
    expect(chain.answer(answers(FIRST), office, '2026-04-17')).to.equal('EscalationAnswered');
  });

  it('shares one duty with all that arrive on the same day', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16 07:10');
    arrive(chain, note('53-2026-0002'), '2026-04-16 07:20');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-16']);
    chain.tell(answers(FIRST), office, '2026-04-17');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-16']);
    chain.tell(answers('53-2026-0002#report-2026Q1-1'), office, '2026-04-17');
    expect(answering(chain)).to.deep.equal([]);
  });

  it('is the same one on a higher rung, and answered again only by a higher level', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    chain.tell(answers(FIRST), office, '2026-04-17');
    arrive(chain, note('53-2026-0001', 'supervision-notice'), '2026-04-21');
    expect(answering(chain)).to.deep.equal([]);
    arrive(chain, note('53-2026-0001', 'talk'), '2026-04-28');
    expect(answering(chain)).to.deep.equal(['answer-leader-2026-04-28']);
    expect(chain.inner().escalated).to.equal(1);
  });

  it('opens another duty where it comes after the day’s duty is done: what was done stays done', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16 07:10');
    chain.tell(answers(FIRST), office, '2026-04-16 09:00');
    const mails = chain.consequencesOf(arrive(chain, note('53-2026-0002'), '2026-04-16 10:00'));
    expect(mails).to.have.length(1);
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-16-2']);
    arrive(chain, note('53-2026-0003'), '2026-04-16 11:00');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-16-2']);
    arrive(chain, note('53-2026-0004'), '2026-04-17 07:10');
    expect(answering(chain)).to.have.members(['answer-office-director-2026-04-16-2', 'answer-office-director-2026-04-17']);
  });

  it('opens no duty a second time where the clock was moved back behind the next day’s', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16 07:10');
    chain.tell(answers(FIRST), office, '2026-04-16 09:00');
    arrive(chain, note('53-2026-0002'), '2026-04-17 00:10');
    arrive(chain, note('53-2026-0003'), '2026-04-16 11:00');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-17']);
    chain.tell(answers(SECOND, '53-2026-0003#report-2026Q1-1'), office, '2026-04-16 11:30');
    arrive(chain, note('53-2026-0004'), '2026-04-16 11:40');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-17-2']);
  });

  it('opens no duty a second time where the record is of the first versions, which did not keep the last one', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16 07:10');
    chain.tell(answers(FIRST), office, '2026-04-16 09:00');
    const { answering: _, ...first } = chain.inner();
    const second = { type: 'noteEscalation', pilot: '53-2026-0002', duty: 'report-2026Q1-1', kind: 'report', source: 'pilot' } as const;
    const decision = noteEscalation(
      first,
      { ...second, rung: 'chase', due: '2026-04-15', answered: '' },
      { id: '53-2026', actor: SYSTEM, at: at('2026-04-16 10:00'), calendar: nationalCalendar },
    );
    expect(decision).to.deep.nested.include({ 'events[0].on': day('2026-04-16'), 'events[0].round': 2 });
  });

  it('asks nobody again for what they have answered', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    chain.tell(answers(FIRST), office, '2026-04-17');
    expect(chain.consequencesOf(arrive(chain, note('53-2026-0001', 'supervision-notice'), '2026-04-21'))).to.deep.equal([]);
  });

  it('stays with the leader where a lower rung is told late', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    arrive(chain, note('53-2026-0001', 'talk'), '2026-04-28');
    arrive(chain, note('53-2026-0001', 'supervision-notice'), '2026-04-29');
    expect(answering(chain)).to.deep.equal(['answer-leader-2026-04-28']);
    expect(escalationOf(chain.inner(), FIRST)).to.deep.include({ rung: 'talk', role: 'leader' });
  });

  it('goes as soon as the pilot does what it owed, and is counted', () => {
    const chain = chainIn('in-force');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    const events = arrive(chain, settled, '2026-04-17');
    expect(JSON.stringify(events)).to.contain('"outcome":"withdrawn"').and.to.contain('"cause":"escalationSettled"');
    expect(chain.inner()).to.deep.include({ groups: [], escalated: 1, settled: 1 });
    expect(chain.answer(answers(FIRST), office, '2026-04-17')).to.equal('EscalationUnknown');
  });

  it('is told to whoever has to answer once a day, however many arrive', () => {
    const chain = chainIn('in-force');
    const mails = ['1', '2', '3'].flatMap((pilot) => chain.consequencesOf(arrive(chain, note(`53-2026-000${pilot}`), '2026-04-16')));
    expect(mails.map((one) => (one.type === 'mail' ? one.notice : one.type))).to.deep.equal(['escalationArrived']);
  });

  it('is passed on to the next chain once its own is closed', () => {
    const chain = chainIn('closed');
    const events = arrive(chain, note('53-2026-0001'), '2027-02-01');
    expect(chain.consequencesOf(events)).to.deep.equal([
      { type: 'message', to: { kind: 'chain', id: '53-2027' }, command: note('53-2026-0001') },
    ]);
    expect(chain.inner().groups).to.deep.equal([]);
  });

  it('founds a chain that is only collecting, which passes all on when its year ends unopened', () => {
    const chain = stage('chain', '53-2026');
    arrive(chain, note('53-2026-0001'), '2026-04-16');
    expect(chain.inner().phase).to.equal('unopened');
    expect(answering(chain)).to.deep.equal(['answer-office-director-2026-04-16']);
    const events = chain.tick('2027-01-01 00:00');
    expect(chain.inner().phase).to.equal('closed');
    expect(chain.duties()).to.deep.equal([]);
    expect(chain.consequencesOf(events).filter(({ type }) => type === 'message')).to.have.length(1);
  });

  it('calls a chain that nobody has opened yet by its year, in its title and in its mail', () => {
    const chain = stage('chain', '53-2026');
    const [mail] = chain.consequencesOf(arrive(chain, note('53-2026-0001'), '2026-04-16'));
    expect(mail).to.deep.include({ type: 'mail', facts: { title: '云南省 2026 年责任链' } });
    expect(entityOf('chain').summary(chain.state(), '53-2026').title).to.equal('云南省 2026 年责任链');
  });

  it('keeps a chain of three thousand small: a name for each, and one duty', () => {
    const chain = chainIn('in-force');
    const size = (): number => JSON.stringify(chain.state()).length;
    const before = size();
    const pilots = Array.from({ length: 3_000 }, (_, index) => `53-2026-${String(index + 1).padStart(4, '0')}`);
    for (const pilot of pilots) arrive(chain, note(pilot), '2026-04-16 07:10');
    expect((size() - before) / pilots.length).to.be.lessThan(35);
    expect(answering(chain)).to.have.length(1);
    expect(chain.inner().escalated).to.equal(3_000);
    const ids = pilots.map((pilot) => `${pilot}#report-2026Q1-1`);
    expect(escalationsOf(chain.inner()).map(([id]) => id)).to.deep.equal(ids);
    for (let from = 0; from < ids.length; from += MOST_ANSWERED)
      chain.tell(answers(...ids.slice(from, from + MOST_ANSWERED)), office, '2026-04-17');
    expect(answering(chain)).to.deep.equal([]);
    expect((size() - before) / pilots.length).to.be.lessThan(35);
    arrive(chain, settled, '2026-04-20');
    expect(escalationOf(chain.inner(), FIRST)).to.equal(undefined);
    expect(escalationsOf(chain.inner())).to.have.length(2_999);
  });

  it('is read where the first versions kept each by itself, and grouped as soon as one of them changes', () => {
    const one = { kind: 'report', rung: 'chase', role: 'office-director', on: day('2026-04-16'), due: day('2026-04-15') } as const;
    const { groups: _, ...former } = chainIn('in-force').inner();
    const chain = { ...former, escalations: { [FIRST]: one, [SECOND]: one }, escalated: 2 };
    expect(escalationsOf(chain)).to.deep.equal([
      [FIRST, one],
      [SECOND, one],
    ]);
    const after = evolveChain(chain, { type: 'escalationSettled', pilot: '53-2026-0001', duty: 'report-2026Q1-1', outcome: 'done' });
    expect(after.groups).to.deep.equal([{ ...one, ids: [SECOND] }]);
    expect(after).to.not.have.property('escalations');
  });
});
