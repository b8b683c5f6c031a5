import { expect } from 'chai';
import type { Typed } from '../../domain/entity.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import { actorOf, systemAdministrator } from '../fakes/people.js';
import { castOf, day, onBehalf, pilotIn, unitOf } from './stage.js';
import {
  host,
  director,
  first,
  last,
  liaison,
  DUTY,
  ask,
  agree,
  decide,
  watched,
  due,
  settledBy,
  asked,
  agreed,
  granted,
} from './extension-stage.js';

const typesOf = (events: readonly Typed[]): string[] => events.map(({ type }) => type);

describe('the extension of a duty', () => {
  it('that was not given does not count: the next request goes to the same decider', () => {
    const pilot = asked();
    const decider = watched(pilot)?.extension?.request?.decider ?? expect.fail('nothing was asked');
    pilot.tell(agree('declined'), director, '2026-06-16');
    pilot.tell(ask(), host, '2026-06-17');
    expect(watched(pilot)?.extension?.request).to.include({ number: 2, decider });
  });

  it('leaves the due day as it is while it is asked for, and owes an agreement in two working days', () => {
    const pilot = asked();
    expect(due(pilot)).to.equal('2026-06-30');
    expect(watched(pilot, `agree-extension-${DUTY}-1`)).to.deep.include({
      kind: 'agree-extension',
      post: '53/office-director',
      due: day('2026-06-17'),
      about: DUTY,
    });
  });

  it('owes a decision in three working days once the own leader has agreed', () => {
    const pilot = agreed();
    expect(pilot.duties()).to.not.include(`agree-extension-${DUTY}-1`);
    expect(watched(pilot, `decide-extension-${DUTY}-1`)).to.include({ post: '53/reviewer', due: day('2026-06-22') });
  });

  it('moves the due day once it is granted, keeps the first one, and owes nothing more about it', () => {
    const pilot = agreed();
    const events = pilot.tell(decide(), first, '2026-06-17');
    expect(typesOf(events)).to.deep.equal(['extensionGranted', 'dutiesChanged']);
    expect(settledBy(events)).to.deep.equal([`decide-extension-${DUTY}-1 done`]);
    expect(watched(pilot)).to.include({ due: day('2026-08-31'), firstDue: day('2026-06-30') });
    expect(watched(pilot)?.extension).to.deep.include({ granted: 1 }).and.not.have.property('request');
  });

  it('may be granted until another date than the one asked for', () => {
    const pilot = agreed();
    pilot.tell(decide('granted', { until: day('2026-07-31') }), first, '2026-06-17');
    expect(due(pilot)).to.equal('2026-07-31');
  });

  it('refused or declined leaves the date, and may be asked for again', () => {
    const refused = agreed();
    refused.tell(decide('refused'), first, '2026-06-17');
    const declined = asked();
    const events = declined.tell(agree('declined'), director, '2026-06-17');
    expect(settledBy(events)).to.deep.equal([`agree-extension-${DUTY}-1 done`]);
    for (const pilot of [refused, declined]) {
      expect(due(pilot)).to.equal('2026-06-30');
      expect(pilot.answer(ask(), host, '2026-06-18')).to.equal('accepted');
      expect(pilot.answer(decide(), first, '2026-06-18')).to.equal('ExtensionNotAsked');
    }
    declined.tell(ask(), host, '2026-06-18');
    expect(declined.duties()).to.include(`agree-extension-${DUTY}-2`);
  });

  it('is granted by the province first, by the centre the second time, and never a third', () => {
    const pilot = granted();
    pilot.tell(ask('2026-09-30'), host, '2026-06-18');
    pilot.tell(agree(), director, '2026-06-19');
    expect(pilot.answer(decide(), first, '2026-06-22')).to.equal('NoRight');
    pilot.tell(decide(), last, '2026-06-22');
    expect(watched(pilot)).to.include({ due: day('2026-09-30'), firstDue: day('2026-06-30') });
    expect(pilot.ask(ask('2026-10-31'), host, '2026-06-23')).to.deep.include({ code: 'ExtensionLimit', facts: { count: 2 } });
  });

  it('is asked for before the due day ends, and not a moment later', () => {
    expect(pilotIn('running').answer(ask(), host, '2026-06-30 23:59')).to.equal('accepted');
    expect(pilotIn('running').answer(ask(), host, '2026-07-01 00:00')).to.equal('ExtensionTooLate');
  });

  it('names a date after the one in force and within the pilot', () => {
    for (const until of ['2026-06-30', '2026-06-01', '2027-01-01'])
      expect(pilotIn('running').ask(ask(until), host, '2026-06-15'), until).to.deep.include({
        code: 'ExtensionDayInvalid',
        facts: { from: '2026-07-01', to: '2026-12-31' },
      });
    expect(agreed().answer(decide('granted', { until: day('2027-01-01') }), first, '2026-06-17')).to.equal('ExtensionDayInvalid');
  });

  it('decided late is granted until a day that still lies ahead', () => {
    const pilot = asked('2026-06-30', '2026-07-01');
    pilot.tell(agree(), director, '2026-07-01');
    expect(pilot.answer(decide(), first, '2026-07-02')).to.equal('ExtensionDayInvalid');
    expect(pilot.answer(decide('granted', { until: day('2026-07-02') }), first, '2026-07-02')).to.equal('accepted');
  });

  it('asked in time and granted after the due day leaves no mark', () => {
    const pilot = asked('2026-06-30');
    pilot.tell(agree(), director, '2026-07-01');
    pilot.tell(decide(), first, '2026-07-03');
    const events = pilot.tell({ type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, host, '2026-08-31');
    expect(settledBy(events)).to.include(`${DUTY} done`);
    expect(pilot.inner().milestones['base']).to.include({ status: 'submitted' });
  });

  it('not granted leaves what is handed in after the due day late', () => {
    const pilot = asked('2026-06-30');
    const events = pilot.tell({ type: 'submitMilestone', milestone: 'base', note: '', figures: [] }, host, '2026-07-01');
    expect(settledBy(events)).to.deep.equal([`${DUTY} done late`, `agree-extension-${DUTY}-1 withdrawn`]);
  });

  it('is asked for one at a time', () => {
    expect(asked().answer(ask('2026-09-30'), host, '2026-06-16')).to.equal('ExtensionUndecided');
    expect(agreed().answer(agree(), director, '2026-06-17')).to.equal('ExtensionNotAsked');
    expect(asked().answer(decide(), first, '2026-06-16')).to.equal('ExtensionNotAgreed');
  });

  it('is asked for by the post that owes it, agreed to by its own leader and decided by the reviewer, each another person', () => {
    for (const stranger of [director, liaison, actorOf('li', '44-h001', 'liaison')])
      expect(pilotIn('running').answer(ask(), stranger, '2026-06-15')).to.equal('NoRight');
    for (const stranger of [host, first, actorOf('li', '44', 'office-director')])
      expect(asked().answer(agree(), stranger, '2026-06-16')).to.equal('NoRight');
    for (const stranger of [host, director, last]) expect(agreed().answer(decide(), stranger, '2026-06-17')).to.equal('NoRight');
    expect(asked().answer(agree(), actorOf(host.person, '53', 'office-director'), '2026-06-16')).to.equal('OwnSubmission');
    expect(agreed().answer(decide(), actorOf(host.person, '53', 'reviewer'), '2026-06-17')).to.equal('OwnSubmission');
    expect(agreed().answer(decide(), actorOf(director.person, '53', 'reviewer'), '2026-06-17')).to.equal('SameReviewer');
    expect(agreed().answer(decide(), onBehalf(actorOf('sun-yi', '53', 'reviewer'), director.person), '2026-06-17')).to.equal(
      'SameReviewer',
    );
  });

  it('is for plans, milestones and reports; verdicts keep their dates, and so do the answers to requests', () => {
    const reviewing = pilotIn('reviewing');
    expect(reviewing.answer(ask('2026-06-30', 'review-1-1'), first, '2026-01-08')).to.equal('ExtensionNotAllowed');
    expect(asked().answer(ask('2026-06-30', `agree-extension-${DUTY}-1`), director, '2026-06-15')).to.equal('ExtensionNotAllowed');
    expect(pilotIn('planning').answer(ask('2026-06-30', 'plan-1'), director, '2026-01-06')).to.equal('accepted');
    for (const duty of ['plan-1', 'constructor', '__proto__'])
      expect(pilotIn('running').answer(ask('2026-08-31', duty), host, '2026-06-15')).to.equal('DutyNotOpen');
  });

  it('of a report goes sixty days beyond its first due day at most, past the end of the pilot where need be', () => {
    const pilot = pilotIn('concluding');
    expect(due(pilot, 'report-2026Q4-1')).to.equal('2027-01-15');
    expect(pilot.answer(ask('2027-03-16', 'report-2026Q4-1'), host, '2027-01-04')).to.equal('accepted');
    expect(pilot.answer(ask('2027-03-17', 'report-2026Q4-1'), host, '2027-01-04')).to.equal('ExtensionDayInvalid');
  });

  it('of an empty post is never granted', () => {
    const unit = unitOf('53', 'province');
    const answer = unit.answer(ask('2026-06-30', 'fill-leader-1'), actorOf('li', '00', 'office-director'), '2026-01-06');
    expect(answer).to.equal('ExtensionNotAllowed');
    expect(unit.answer(ask('2026-06-30', 'fill-leader-1'), systemAdministrator, '2026-01-06')).to.equal('NoRight');
  });

  it('finds the own leader of a host, a province and a city', () => {
    const agreer = (level: PilotLevel, duty: string): string => {
      const pilot = pilotIn(duty === 'plan-1' ? 'planning' : 'running', level);
      const cast = castOf(level);
      pilot.tell(ask('2026-08-31', duty), duty === 'plan-1' ? cast.director : cast.host, '2026-01-12');
      const { request } = watched(pilot, duty)?.extension ?? {};
      return `${request?.agreer} ${request?.decider}`;
    };
    expect([agreer('national', DUTY), agreer('provincial', 'plan-1'), agreer('city', DUTY), agreer('city', 'plan-1')]).to.deep.equal([
      '53/office-director 53/reviewer',
      '53/leader 53/reviewer',
      '5301/office-director 5301/reviewer',
      '53/office-director 5301/reviewer',
    ]);
  });
});
