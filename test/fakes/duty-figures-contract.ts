import { expect } from 'chai';
import { array, boolean, constantFrom, integer, nat, record, sample } from 'fast-check';
import { dayOf, endOfDay, startOfDay } from '../../domain/calendar.js';
import type { DutyDoc } from '../../models/duty.js';
import type { DutyFigures } from '../../models/duty-figures.js';
import { at, day } from '../domain/stage.js';

const now = at('2026-06-15');
const arbitraryDuty = record({
  unit: constantFrom('53', '52', '53-h001', '00'),
  kind: constantFrom('report', 'submit-plan'),
  status: constantFrom('open', 'done', 'withdrawn'),
  firstDue: integer({ min: day('2026-01-01'), max: day('2026-12-31') }),
  putBackDays: nat(30),
  settledAt: integer({ min: at('2026-01-01'), max: now }),
  warnedDays: nat(9),
  isAgain: boolean(),
}).map(({ unit, kind, status, firstDue, putBackDays, settledAt, warnedDays, isAgain }): Omit<DutyDoc, '_id'> => {
  const due = firstDue + putBackDays;
  const settled = status === 'open' ? {} : { settledAt, isLate: isAgain || dayOf(settledAt) > due };
  const owed = { duty: 'd', entityKind: 'pilot', entity: 'e', title: '试点', post: `${unit}/liaison`, level: 'city', areas: [] } as const;
  const dates = {
    openedAt: startOfDay(firstDue - 20),
    firstDue,
    due,
    dueAt: endOfDay(due),
    yellowFrom: endOfDay(due - warnedDays),
    calendarVersion: 1,
  };
  const path = unit === '52' ? ['00', '52'] : ['00', '53', unit];
  return {
    ...owed,
    ...dates,
    ...settled,
    ...(isAgain ? { lateBefore: true } : {}),
    unit,
    kind,
    status,
    path,
    term: { kind: 'by', day: due, since: 0 },
    step: 0,
  };
});
const someDuties = sample(array(arbitraryDuty, { minLength: 200, maxLength: 200 }), { numRuns: 1, seed: 20 }).flat();

/** What figures over many duties answer, whatever holds them. `other` is asked the same and must say the same. */
export function describeDutyFigures(open: (stored: readonly DutyDoc[]) => Promise<{ asked: DutyFigures; other: DutyFigures }>): void {
  const stored = someDuties.map((duty, index) => ({ ...duty, _id: `pilot/${index}#d` }));
  const filters = [
    { path: '00' },
    { path: '53' },
    { path: '53', kind: 'report' },
    { path: '00', firstDue: { $gte: day('2026-04-01') } },
    { path: '61' },
  ];
  const starts = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'].map(day);
  let asked: DutyFigures;
  let other: DutyFigures;
  before(async () => ({ asked, other } = await open(stored)));

  it('count open duties by light', async () => {
    for (const filter of filters) expect(await asked.countLights(filter, now)).to.deep.equal(await other.countLights(filter, now));
    const { green, yellow, red } = await asked.countLights({ path: '00' }, now);
    expect(green + yellow + red).to.equal(stored.filter(({ status }) => status === 'open').length);
  });

  for (const groups of [{ by: 'unit' }, { by: 'kind' }, { by: 'span', starts }] as const)
    it(`tell on-time rates by ${groups.by}`, async () => {
      for (const filter of filters) expect(await asked.rates(filter, groups, now)).to.deep.equal(await other.rates(filter, groups, now));
      expect(await asked.rates({ path: '00' }, groups, now)).not.to.deep.equal([]);
    });

  it('count what each province was asked for', async () => {
    const [from, to] = [at('2026-02-01'), at('2026-10-01')];
    for (const filter of filters) expect(await asked.burdens(filter, from, to)).to.deep.equal(await other.burdens(filter, from, to));
    expect([...(await asked.burdens({ path: '00' }, from, to)).keys()].toSorted()).to.deep.equal(['52', '53']);
  });
}
