import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { formatDay, dayOf } from '../../domain/calendar.js';
import type { Kind } from '../../domain/kinds.js';
import type { Simulator } from '../../domain/simulator.js';
import { addressee, decider, issuer, leader } from './notice-stage.js';
import { idlePilot, PILOT, teller } from './idle-pilot.js';
import { at, castOf, day, SHA } from './stage.js';

const cast = castOf('national');

const phaseOf = (simulator: Simulator, id: string): string | undefined => simulator.view('notice', id)?.phase;
const eventsOf = (simulator: Simulator, kind: Kind, id: string, type: string): string[] =>
  simulator
    .entries(kind, id)
    .filter(({ event }) => event.type === type)
    .map(({ receivedAt }) => formatDay(dayOf(receivedAt)));
const numberOf = (simulator: Simulator, id: string): unknown => simulator.view('notice', id)?.fields['number'];

const BASE = `${PILOT}~milestone-base-1~20260630`;
const noticesOf = (simulator: Simulator): string[] => simulator.streams().flatMap(({ kind, id }) => (kind === 'notice' ? [id] : []));

describe('the ladder of a milestone that nobody hands in', () => {
  it('is climbed to its end: notice, talk, circular, each issued with a number and linked to the one before', () => {
    const simulator = idlePilot();
    const send = teller(simulator);
    simulator.advanceTo(at('2026-07-06 08:00'));
    expect(phaseOf(simulator, BASE)).to.equal('drafted');
    send('notice', BASE, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
    expect(numberOf(simulator, BASE)).to.equal('全国产改办督〔2026〕1号');
    send('notice', BASE, addressee, { type: 'signNotice' }, '2026-07-08 10:00');
    // Due on 07-14; chased on 07-15, weighed on 07-16.
    simulator.advanceTo(at('2026-07-16 08:00'));
    const weighing = simulator.view('notice', BASE)?.state.watched['weigh-1'];
    expect(weighing?.post).to.equal(issuer.post);
    send('notice', BASE, issuer, { type: 'raiseNotice', reason: '逾期未答复。' }, '2026-07-17 10:00');

    const talk = `${BASE}~talk`;
    expect(phaseOf(simulator, talk)).to.equal('drafted');
    send('notice', talk, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意约谈。' }, '2026-07-20 10:00');
    expect(numberOf(simulator, talk)).to.equal('全国产改办约〔2026〕1号');
    expect(phaseOf(simulator, BASE)).to.equal('raised');
    send('notice', talk, leader, { type: 'signNotice' }, '2026-07-21 10:00');
    send('notice', talk, issuer, { type: 'recordTalk', heldOn: day('2026-07-22'), present: '组长、主任', sha256: SHA }, '2026-07-22 17:00');
    send('notice', talk, leader, { type: 'answerNotice', sha256: SHA, evidence: [] }, '2026-07-30 10:00');
    send('notice', talk, issuer, { type: 'verifyNotice', verdict: 'returned', reason: '仍未开工。' }, '2026-07-31 10:00');
    send('notice', talk, issuer, { type: 'raiseNotice', reason: '约谈后未整改到位。' }, '2026-08-06 11:00');

    const circular = `${talk}~circular`;
    send('notice', circular, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意通报。' }, '2026-08-07 10:00');
    expect(numberOf(simulator, circular)).to.equal('全国产改办通〔2026〕1号');
    expect(simulator.view('notice', circular)?.path).to.include('*');
    send('notice', circular, leader, { type: 'signNotice' }, '2026-08-07 15:00');
    send('notice', circular, leader, { type: 'answerNotice', sha256: SHA, evidence: [] }, '2026-08-10 10:00');
    // The host hands in at last: the circular learns of it, and whoever has ended need not be told.
    send('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-08-11 09:00');
    send('notice', circular, issuer, { type: 'verifyNotice', verdict: 'accepted', reason: '已整改。' }, '2026-08-11 10:00');
    expect([BASE, talk, circular].map((id) => phaseOf(simulator, id))).to.deep.equal(['raised', 'raised', 'closed']);
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('drafts one notice for one matter, however long nobody looks at it', () => {
    const simulator = idlePilot();
    simulator.advanceTo(at('2026-12-31 18:00'));
    expect(noticesOf(simulator).filter((id) => id.includes('milestone-base'))).to.deep.equal([BASE]);
    expect(eventsOf(simulator, 'notice', BASE, 'noticeDrafted')).to.deep.equal(['2026-07-06']);
  });

  it('withdraws the draft when the milestone is handed in before anybody issued it', () => {
    const simulator = idlePilot();
    simulator.advanceTo(at('2026-07-06 08:00'));
    teller(simulator)('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-07-06 16:00');
    expect(phaseOf(simulator, BASE)).to.equal('withdrawn');
    expect(numberOf(simulator, BASE)).to.equal('');
  });

  it('resumes after an outage one rung at a time, each with the gap it has: no burst, no notice before the chase had its term', () => {
    const simulator = idlePilot();
    simulator.advanceTo(at('2026-06-24 08:00'));
    simulator.outageUntil(at('2026-07-20 11:00'));
    simulator.advanceTo(at('2026-07-31 18:00'));
    const climbed = simulator.view('pilot', PILOT)?.state.watched['milestone-base-1']?.climbed ?? [];
    expect(climbed.map(({ rung, on }) => `${formatDay(on)} ${rung}`)).to.deep.equal([
      '2026-06-23 reminder',
      '2026-07-20 reminder',
      '2026-07-22 chase',
      '2026-07-27 supervision-notice',
    ]);
    expect(eventsOf(simulator, 'notice', BASE, 'noticeDrafted')).to.deep.equal(['2026-07-27']);
  });

  it('drafts nothing about what was done in time, or settled at the chase', () => {
    const simulator = idlePilot();
    teller(simulator)('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-07-03 16:00');
    simulator.advanceTo(at('2026-07-31 18:00'));
    expect(noticesOf(simulator).filter((id) => id.startsWith(`${PILOT}~milestone-base`))).to.deep.equal([]);
  });

  it('brings the third notice of a province in a year before a central leader, as the draft of a talk', () => {
    const simulator = idlePilot();
    const send = teller(simulator);
    simulator.advanceTo(at('2026-12-31 18:00'));
    const drafts = noticesOf(simulator).filter(
      (id) => id.startsWith(PILOT) && simulator.view('notice', id)?.fields['unit'] === '53' && phaseOf(simulator, id) === 'drafted',
    );
    expect(drafts.length).to.be.at.least(3);
    for (const [index, id] of drafts.slice(0, 3).entries()) {
      simulator.advanceTo(at(`2027-01-0${4 + index} 10:00`));
      send('notice', id, issuer, { type: 'issueNotice' }, `2027-01-0${4 + index} 10:00`);
    }
    expect(phaseOf(simulator, '53~third~2027')).to.equal('drafted');
    expect(drafts.slice(0, 3).map((id) => numberOf(simulator, id))).to.deep.equal(
      [1, 2, 3].map((serial) => `全国产改办督〔2027〕${serial}号`),
    );
    const said = simulator.send({ to: { kind: 'notice', id: '53~third~2027' }, actor: SYSTEM, command: { type: 'tick' } });
    expect(said.ok ? 'accepted' : said.code).to.equal('NothingDue');
  });
});
