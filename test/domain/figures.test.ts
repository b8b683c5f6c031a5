import { expect } from 'chai';
import * as fc from 'fast-check';
import { evolvePilot } from '../../domain/pilot/evolve.js';
import { actualOf, MOST_ENTRIES } from '../../domain/pilot/figures.js';
import type { EnteredFigure } from '../../domain/pilot/messages.js';
import type { Indicator } from '../../domain/pilot/plan-state.js';
import { at, castOf, countingOutline, day, pilotIn, registrations, SHA, type Stage } from './stage.js';

const { host, judge, reader } = castOf('national');

const counting = (): Stage<'pilot'> =>
  pilotIn('running', 'national', { ...registrations.national, endDay: day('2030-12-31') }, countingOutline);

const indicator = (id: string): Indicator =>
  countingOutline.milestones.flatMap(({ indicators }) => indicators).find((one) => one.id === id) ?? expect.fail(id);

const actual = (pilot: Stage<'pilot'>, id: string) => actualOf(indicator(id), pilot.inner().figures[id]);

const trained = (value: number, asOf: string, period?: string): EnteredFigure => ({
  indicator: 'trained',
  value,
  asOf: day(asOf),
  ...(period === undefined ? {} : { period }),
});

const skilled = (value: number, asOf: string): EnteredFigure => ({ indicator: 'skilled', value, asOf: day(asOf) });
const enter = (...figures: EnteredFigure[]) => ({ type: 'enterFigures', figures }) as const;
const report = (period: string, ...figures: EnteredFigure[]) => ({ type: 'submitReport', period, sha256: SHA, figures }) as const;
const milestone = (...figures: EnteredFigure[]) => ({ type: 'submitMilestone', milestone: 'base', note: '已完成。', figures }) as const;

describe('the actual value of a level', () => {
  it('is that of its latest day, whatever was entered last', () => {
    const pilot = counting();
    pilot.tell(enter(skilled(90, '2026-05-31')), host, '2026-06-01');
    pilot.tell(enter(skilled(70, '2026-03-31')), host, '2026-06-02');
    expect(actual(pilot, 'skilled')).to.deep.include({ value: 90, asOf: day('2026-05-31') });
  });

  it('is corrected by another figure of the same day', () => {
    const pilot = counting();
    pilot.tell(enter(skilled(90, '2026-05-31')), host, '2026-06-01');
    pilot.tell(enter(skilled(85, '2026-05-31')), host, '2026-06-02');
    expect(actual(pilot, 'skilled')?.value).to.equal(85);
  });

  it('says who entered it, when, and with what', () => {
    const pilot = counting();
    pilot.tell(enter(skilled(90, '2026-05-31')), host, '2026-06-01');
    expect(actual(pilot, 'skilled')?.source).to.deep.equal({ by: host.person, at: at('2026-06-01') });
    pilot.tell(report('2026Q2', skilled(95, '2026-06-15')), host, '2026-06-16');
    expect(actual(pilot, 'skilled')?.source).to.deep.equal({ by: host.person, at: at('2026-06-16'), report: '2026Q2' });
    pilot.tell(milestone(skilled(96, '2026-06-20')), host, '2026-06-22');
    expect(actual(pilot, 'skilled')?.source).to.deep.equal({ by: host.person, at: at('2026-06-22'), milestone: 'base' });
  });

  it('of an old record is what was entered last, as it was then', () => {
    const old = (value: number, asOf: string) => ({ type: 'figuresEntered', figures: [skilled(value, asOf)] }) as const;
    const pilot = [old(90, '2026-05-31'), old(70, '2026-03-31')].reduce(evolvePilot, counting().inner());
    expect(pilot.figures['skilled']).to.deep.equal({ value: 70, asOf: day('2026-03-31') });
  });
});

describe('the actual value of a cumulative indicator', () => {
  it('is the baseline and all that came since', () => {
    const pilot = counting();
    pilot.tell(enter(trained(10.1, '2026-03-31')), host, '2026-04-01');
    pilot.tell(enter(trained(20.2, '2026-05-31')), host, '2026-06-01');
    expect(actual(pilot, 'trained')).to.deep.include({ value: 60.3, asOf: day('2026-05-31') });
  });

  it('does not exist before the first entry', () => {
    expect(actual(counting(), 'trained')).to.equal(undefined);
  });

  it('counts what a report brought once, however often that is returned and on whatever day', () => {
    const pilot = counting();
    pilot.tell(report('2026Q2', trained(40, '2026-06-20')), host, '2026-06-22');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: '口径不符。' }, reader, '2026-06-23');
    pilot.tell(report('2026Q2', trained(42, '2026-06-24')), host, '2026-06-25');
    expect(actual(pilot, 'trained')).to.deep.include({ value: 72, asOf: day('2026-06-24') });
  });

  it('counts what a milestone brought once, however often that is returned', () => {
    const pilot = counting();
    pilot.tell(milestone(trained(40, '2026-06-20')), host, '2026-06-22');
    pilot.tell({ type: 'judgeMilestone', milestone: 'base', verdict: 'returned', reason: '' }, judge, '2026-06-23');
    pilot.tell(milestone(trained(41, '2026-06-23')), host, '2026-06-24');
    expect(actual(pilot, 'trained')?.value).to.equal(71);
  });

  it('counts a day entered again once, also where a report says what was entered directly', () => {
    const pilot = counting();
    pilot.tell(enter(trained(40, '2026-06-20')), host, '2026-06-22');
    pilot.tell(enter(trained(41, '2026-06-20')), host, '2026-06-22');
    pilot.tell(report('2026Q2', trained(41, '2026-06-20')), host, '2026-06-23');
    expect(actual(pilot, 'trained')?.value).to.equal(71);
  });

  it('takes no entry that ends before what is counted already, nor a correction that passes its neighbours', () => {
    const pilot = counting();
    pilot.tell(report('2026Q2', trained(40, '2026-06-20')), host, '2026-06-22');
    pilot.tell(enter(trained(5, '2026-07-31')), host, '2026-08-03');
    pilot.tell(enter(trained(6, '2026-08-31')), host, '2026-09-01');
    const refusal = { code: 'FigureCounted', facts: { indicator: '培训', until: '2026-08-31' } };
    expect(pilot.ask(enter(trained(1, '2026-07-15')), host, '2026-09-02')).to.deep.include(refusal);
    expect(pilot.answer(enter(trained(44, '2026-07-30', '2026Q2')), host, '2026-09-02')).to.equal('accepted');
    expect(pilot.answer(enter(trained(44, '2026-07-31', '2026Q2')), host, '2026-09-02')).to.equal('FigureCounted');
  });

  it('takes what a late report brings in its own place, before what was counted after its period', () => {
    const pilot = counting();
    pilot.tick('2026-09-20 08:00');
    pilot.tell(report('2026Q3', trained(50, '2026-09-18')), host, '2026-09-21');
    pilot.tell(report('2026Q2', trained(40, '2026-06-30')), host, '2026-09-22');
    expect(actual(pilot, 'trained')).to.deep.include({ value: 120, asOf: day('2026-09-18') });
    const figure = pilot.inner().figures['trained'];
    expect(figure !== undefined && 'entries' in figure && figure.entries.map(({ key }) => key)).to.deep.equal(['2026Q2', '2026Q3']);
  });

  it('takes no second entry for a day that a report or milestone brought', () => {
    const pilot = counting();
    pilot.tick('2026-06-20 08:00');
    pilot.tell(report('2026Q2', trained(120, '2026-06-20')), host, '2026-06-22');
    const refusal = { code: 'FigureCounted', facts: { indicator: '培训', until: '2026-06-20' } };
    expect(pilot.ask(milestone(trained(30, '2026-06-20')), host, '2026-06-22')).to.deep.include(refusal);
    expect(pilot.ask(enter(trained(30, '2026-06-20')), host, '2026-06-22')).to.deep.include(refusal);
  });

  it('stays as it was where a verdict rests on it', () => {
    const pilot = counting();
    pilot.tick('2026-06-20 08:00');
    pilot.tell(report('2026Q2', trained(120, '2026-06-20'), skilled(90, '2026-06-20')), host, '2026-06-22');
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: '' }, reader, '2026-06-23');
    expect(pilot.answer(enter(trained(130, '2026-06-20', '2026Q2')), host, '2026-06-24')).to.equal('FigureJudged');
    expect(pilot.answer(enter(skilled(80, '2026-06-20')), host, '2026-06-24')).to.equal('FigureJudged');
    expect(pilot.answer(milestone(skilled(90, '2026-06-20')), host, '2026-06-24')).to.equal('accepted');
  });

  it('is corrected by naming the report of the entry, which must be there', () => {
    const pilot = counting();
    pilot.tell(report('2026Q2', trained(40, '2026-06-20')), host, '2026-06-22');
    pilot.tell(enter(trained(50, '2026-06-20', '2026Q2')), host, '2026-07-01');
    expect(actual(pilot, 'trained')?.value).to.equal(80);
    expect(pilot.answer(enter(trained(50, '2026-06-30', '2026Q3')), host, '2026-07-01')).to.equal('FigureMissing');
  });

  it('is what its entries say for any entries in order and any corrections of the latest of them, and stays small', () => {
    const entries = fc.array(fc.tuple(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -10_000, max: 10_000 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(entries, (values) => {
        const pilot = counting();
        values.forEach(([first, corrected], index) => {
          const asOf = day('2026-01-31') + 7 * index;
          for (const value of [first, corrected]) pilot.tell(enter({ indicator: 'trained', value: value / 100, asOf }), host, '2026-12-31');
        });
        const hundredths = values.reduce((sum, [, corrected]) => sum + corrected, 3_000);
        expect(actual(pilot, 'trained')?.value).to.equal(hundredths / 100);
        const figure = pilot.inner().figures['trained'];
        expect(figure !== undefined && 'entries' in figure ? figure.entries.length : 0).to.equal(Math.min(values.length, MOST_ENTRIES));
      }),
      { numRuns: 40 },
    );
  });

  it('does not mix with what was entered while it was measured the other way', () => {
    expect(actualOf({ baseline: 30, measure: 'cumulative' }, { value: 90, asOf: 20_500 })).to.equal(undefined);
    const source = { by: 'yang-fan', at: 0 };
    expect(actualOf({ baseline: 30 }, { entries: [{ key: '2026Q2', value: 1, asOf: 20_500 }], source })).to.equal(undefined);
  });
});

describe('a figure', () => {
  it('holds for a day from the start of the pilot to today', () => {
    const pilot = counting();
    for (const [asOf, answer] of [
      ['2025-12-31', 'FigureDayInvalid'],
      ['2026-01-01', 'accepted'],
      ['2026-06-01', 'accepted'],
      ['2026-06-02', 'FigureDayInvalid'],
    ] as const)
      expect(pilot.answer(enter(skilled(1, asOf)), host, '2026-06-01 23:59'), asOf).to.equal(answer);
    expect(pilot.ask(report('2026Q2', skilled(1, '2026-06-30')), host, '2026-06-22')).to.deep.include({
      code: 'FigureDayInvalid',
      facts: { indicator: '新增高技能人才', from: '2026-01-01', to: '2026-06-22' },
    });
  });

  it('is given once for the same report or day', () => {
    const pilot = counting();
    expect(pilot.answer(enter(skilled(1, '2026-05-31'), skilled(2, '2026-05-31')), host, '2026-06-01')).to.equal('FigureTwice');
    expect(pilot.answer(enter(trained(1, '2026-05-30'), trained(2, '2026-05-31')), host, '2026-06-01')).to.equal('accepted');
    expect(pilot.answer(report('2026Q2', trained(1, '2026-05-30'), trained(2, '2026-05-31')), host, '2026-06-22')).to.equal('FigureTwice');
  });

  it('that a submission does not bring is taken as known, and the record says so', () => {
    const pilot = counting();
    pilot.tell(enter(skilled(90, '2026-05-31'), trained(40, '2026-05-31')), host, '2026-06-01');
    const events = pilot.tell(milestone(skilled(210, '2026-06-20')), host, '2026-06-22');
    const source = { by: host.person, at: at('2026-06-01') };
    expect(events.find(({ type }) => type === 'milestoneSubmitted'))
      .to.have.property('relied')
      .that.deep.equals([{ indicator: 'trained', value: 70, asOf: day('2026-05-31'), source }]);
    const reported = pilot.tell(report('2026Q2'), host, '2026-06-23');
    const relied = reported.find(({ type }) => type === 'reportSubmitted');
    expect(relied).to.have.property('relied').that.has.length(2);
    expect(relied).to.have.nested.property('relied[0].source.milestone', 'base');
  });

  it('that nobody ever entered is no known one', () => {
    expect(counting().tell(milestone(), host, '2026-06-22')[0]).not.to.have.property('relied');
  });
});
