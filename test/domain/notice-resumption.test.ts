import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { Simulator } from '../../domain/simulator.js';
import { explainLight } from '../../server/words/lights.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { addressee, decider, issuer, leader, noticeIn } from './notice-stage.js';
import { idlePilot, PILOT, teller } from './idle-pilot.js';
import { at, castOf, day } from './stage.js';

const cast = castOf('national');
const DUTY = 'milestone-base-1';
const FIRST = `${PILOT}~${DUTY}~20260630`;
const SECOND = `${FIRST}~2`;
const voiding = { type: 'voidNotice', reason: '发错单位。' } as const;

const phaseOf = (simulator: Simulator, id: string): string | undefined => simulator.view('notice', id)?.phase;
const rungsOf = (simulator: Simulator): string[] =>
  (simulator.view('pilot', PILOT)?.state.watched[DUTY]?.climbed ?? []).map(({ rung, on }) => `${formatDay(on)} ${rung}`);
const sentenceOf = (simulator: Simulator, when: string): string => {
  const found = simulator
    .streams()
    .find(({ kind }) => kind === 'pilot')
    ?.projection.duties.find(({ duty }) => duty === DUTY);
  return found === undefined ? '' : explainLight(found, nationalCalendar, at(when)).sentence.zh;
};
/** Drafted on 2026-07-06 and issued on the next day. */
function issued() {
  const simulator = idlePilot();
  const send = teller(simulator);
  simulator.advanceTo(at('2026-07-06 08:00'));
  send('notice', FIRST, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
  return { simulator, send };
}

describe('the ladder after a notice that came to nothing', () => {
  it('is climbed again where it was voided: another notice is drafted three working days later', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    simulator.advanceTo(at('2026-07-13 06:00'));
    expect(phaseOf(simulator, SECOND)).to.equal(undefined);
    simulator.advanceTo(at('2026-07-13 08:00'));
    expect(phaseOf(simulator, SECOND)).to.equal('drafted');
    expect(rungsOf(simulator).slice(-2)).to.deep.equal(['2026-07-06 supervision-notice', '2026-07-13 supervision-notice']);
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('is climbed again where its issuer withdrew the draft: nobody ends a ladder quietly', () => {
    const simulator = idlePilot();
    simulator.advanceTo(at('2026-07-06 08:00'));
    teller(simulator)('notice', FIRST, issuer, voiding, '2026-07-07 10:00');
    simulator.advanceTo(at('2026-07-10 08:00'));
    expect([FIRST, SECOND].map((id) => phaseOf(simulator, id))).to.deep.equal(['withdrawn', 'drafted']);
  });

  it('is climbed again as often as it takes, each time with another notice', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    simulator.advanceTo(at('2026-07-13 08:00'));
    send('notice', SECOND, issuer, voiding, '2026-07-13 10:00');
    simulator.advanceTo(at('2026-07-16 08:00'));
    expect(phaseOf(simulator, `${FIRST}~3`)).to.equal('drafted');
  });

  it('begins at the notice again where the talk it was raised to is voided', () => {
    const { simulator, send } = issued();
    simulator.advanceTo(at('2026-07-17 08:00'));
    send('notice', FIRST, issuer, { type: 'raiseNotice', reason: '逾期未答复。' }, '2026-07-17 10:00');
    send('notice', `${FIRST}~talk`, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意。' }, '2026-07-20 10:00');
    send('notice', `${FIRST}~talk`, decider, voiding, '2026-07-21 10:00');
    simulator.advanceTo(at('2026-07-24 08:00'));
    expect([FIRST, `${FIRST}~talk`, SECOND].map((id) => phaseOf(simulator, id))).to.deep.equal(['raised', 'voided', 'drafted']);
  });

  it('is climbed no further where a talk was declined: the notice before it is still owed', () => {
    const { simulator, send } = issued();
    simulator.advanceTo(at('2026-07-17 08:00'));
    send('notice', FIRST, issuer, { type: 'raiseNotice', reason: '逾期未答复。' }, '2026-07-17 10:00');
    send('notice', `${FIRST}~talk`, decider, { type: 'decideNotice', verdict: 'declined', reason: '先整改。' }, '2026-07-20 10:00');
    simulator.advanceTo(at('2026-07-31 08:00'));
    expect([phaseOf(simulator, FIRST), phaseOf(simulator, SECOND)]).to.deep.equal(['issued', undefined]);
  });

  it('ends with the duty: what is done before the gap is over brings no other notice', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    send('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-07-10 10:00');
    simulator.advanceTo(at('2026-07-31 08:00'));
    expect(phaseOf(simulator, SECOND)).to.equal(undefined);
  });

  it('is not climbed for a matter that was settled before its notice was voided', () => {
    const { simulator, send } = issued();
    send('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-07-08 10:00');
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    expect(simulator.refusedMessages()).to.deep.equal([]);
    simulator.advanceTo(at('2026-07-31 08:00'));
    expect(phaseOf(simulator, SECOND)).to.equal(undefined);
  });

  it('tells the second notice when the duty is done, not the first', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    simulator.advanceTo(at('2026-07-13 08:00'));
    send('pilot', PILOT, cast.host, { type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, '2026-07-13 10:00');
    expect(phaseOf(simulator, SECOND)).to.equal('withdrawn');
  });

  it('is told by the duty itself until another one is drafted', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    expect(sentenceOf(simulator, '2026-07-09 10:00')).to.contain('督办文书已于 2026-07-08 作废，仍未办结的将重新起草督办单');
    simulator.advanceTo(at('2026-07-13 08:00'));
    expect(sentenceOf(simulator, '2026-07-13 10:00')).to.not.contain('作废');
  });
});

describe('the word that a notice came to nothing', () => {
  it('is not sent by a draft that only lost its matter', () => {
    const notice = noticeIn('drafted');
    const events = notice.tell({ type: 'noteMatterSettled', outcome: 'done', on: '2026-07-06' }, SYSTEM, '2026-07-06 15:00');
    expect(notice.consequencesOf(events).map(({ type }) => type)).to.deep.equal(['mail']);
  });

  it('is taken from nobody but a notice', () => {
    const { simulator } = issued();
    const command = { type: 'noteNoticeOutcome', duty: DUTY, notice: FIRST, outcome: 'voided', to: '' } as const;
    for (const actor of [issuer, addressee, leader]) {
      const said = simulator.send({ to: { kind: 'pilot', id: PILOT }, actor, command });
      expect(said.ok ? 'accepted' : said.code).to.equal('NoRight');
    }
  });

  it('changes nothing where the notice is not the one there is', () => {
    const { simulator } = issued();
    const command = { type: 'noteNoticeOutcome', duty: DUTY, notice: `${FIRST}~9`, outcome: 'voided', to: '' } as const;
    const said = simulator.send({ to: { kind: 'pilot', id: PILOT }, actor: SYSTEM, command });
    expect(said.ok ? 'accepted' : said.code).to.equal('DutyNotOpen');
  });

  it('keeps the day on which the chase was really reached', () => {
    const { simulator, send } = issued();
    send('notice', FIRST, issuer, voiding, '2026-07-08 15:00');
    expect(simulator.view('pilot', PILOT)?.state.watched[DUTY]).to.deep.include({
      step: 3,
      steppedOn: day('2026-07-01'),
      lapsed: { notice: FIRST, outcome: 'voided', on: day('2026-07-08'), count: 1 },
    });
  });
});
