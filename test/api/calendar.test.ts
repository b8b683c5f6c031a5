import { expect } from 'chai';
import { withOverlay } from '../../domain/calendar.js';
import { calendarRoutes, OPEN_QUESTIONS } from '../../server/routes/calendar.js';
import { day } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { openSite, type Site } from './site.js';

const sanyuesan = { zh: '三月三', en: 'Sanyuesan', spans: [[day('2026-04-20'), day('2026-04-21')]] as const };
const ofGuangxi = withOverlay(nationalCalendar, {
  version: 2,
  region: '45',
  daysOff: [day('2026-04-20'), day('2026-04-21')],
  holidays: [sanyuesan],
});

describe('the calendar, open to everybody', () => {
  let site: Site;
  beforeEach(async () => {
    const calendars = createMemoryCalendars(nationalCalendar, ofGuangxi);
    site = await openSite({ routes: calendarRoutes({ calendars, clock: createFakeClock() }) });
  });
  afterEach(() => site.close());

  const ask = (query: string) => site.browser().get(`/api/v1/calendar${query}`);
  const dueDay = (query: string) => ask(`/due-day?${query}`);
  const daysOf = (rows: readonly { day: string }[]): string[] => rows.map(({ day: one }) => one);

  it('answers a due day in working days, with every day counted and skipped and why', async () => {
    const { body } = await dueDay('from=2026-04-30&days=4').expect(200);
    expect(body).to.deep.include({ from: '2026-04-30', days: 4, unit: 'working', dueDay: '2026-05-09', isProvisional: false, version: 1 });
    expect(daysOf(body.counted)).to.deep.equal(['2026-05-06', '2026-05-07', '2026-05-08', '2026-05-09']);
    expect(body.counted[3]).to.deep.include({
      kind: 'make-up',
      reason: { zh: '劳动节调休上班', en: 'make-up working day for Labour Day' },
    });
    expect(daysOf(body.skipped)).to.deep.equal(['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']);
    expect(body.skipped[0]).to.deep.include({ kind: 'holiday', reason: { zh: '劳动节', en: 'Labour Day' } });
  });

  it('does not count the day it starts from', async () => {
    expect((await dueDay('from=2026-03-02&days=1&unit=working').expect(200)).body.dueDay).to.equal('2026-03-03');
    expect((await dueDay('from=2026-03-02&days=1&unit=calendar').expect(200)).body.dueDay).to.equal('2026-03-03');
  });

  it('moves the end of calendar days past days off, and says past which', async () => {
    const { body } = await dueDay('from=2026-04-03&days=30&unit=calendar').expect(200);
    expect(body.dueDay).to.equal('2026-05-06');
    expect(daysOf(body.counted.slice(-2))).to.deep.equal(['2026-05-02', '2026-05-06']);
    expect(daysOf(body.skipped)).to.deep.equal(['2026-05-03', '2026-05-04', '2026-05-05']);
  });

  it('counts with the days off of a province of its own', async () => {
    const { body } = await dueDay('from=2026-04-17&days=1&province=45').expect(200);
    expect(body).to.deep.include({ dueDay: '2026-04-22', province: '45', version: 2 });
    expect(body.skipped.at(-1)).to.deep.include({ day: '2026-04-21', kind: 'province', reason: { zh: '三月三', en: 'Sanyuesan' } });
    expect((await dueDay('from=2026-04-17&days=1&province=53').expect(200)).body).to.deep.include({ dueDay: '2026-04-20', version: 1 });
  });

  it('says that a due day is provisional where its year is not announced', async () => {
    const { body } = await dueDay('from=2026-12-30&days=2').expect(200);
    expect(body).to.deep.include({ dueDay: '2027-01-04', isProvisional: true });
    expect(body.skipped[0]).to.deep.include({ day: '2027-01-01', kind: 'holiday', isProvisional: true });
    expect((await dueDay('from=2026-12-30&days=1').expect(200)).body.isProvisional).to.equal(false);
  });

  for (const query of [
    'days=3',
    'from=2026-02-29&days=3',
    'from=1999-12-31&days=3',
    'from=2026-05-04',
    'from=2026-05-04&days=0',
    'from=2026-05-04&days=-3',
    'from=2026-05-04&days=1.5',
    'from=2026-05-04&days=2001',
    'from=2026-05-04&days=3&unit=weeks',
    'from=2026-05-04&days=3&province=99',
  ])
    it(`refuses ${query} field by field`, async () => {
      const { body } = await dueDay(query).expect(400);
      expect(body.code).to.equal('InvalidInput');
      expect(body.errors[0].field).to.match(/^query\.(from|days|unit|province)$/);
    });

  for (const query of [
    'from=2023-12-31&days=1',
    'from=2050-01-01&days=1',
    'from=2034-12-29&days=5',
    'from=2034-06-01&days=300&unit=calendar',
  ])
    it(`refuses ${query} with the years it knows`, async () => {
      const { body } = await dueDay(query).expect(422);
      expect(body.code).to.equal('CalendarYearUnknown');
      expect(body.sentences.en).to.contain('2024 to 2034');
    });

  it('shows the days off and make-up days of a year with their reasons', async () => {
    const { body } = await ask('?year=2026&province=45').expect(200);
    expect(body).to.deep.include({ year: 2026, version: 2, isProvisional: false });
    const kindOf = new Map<string, string>(body.days.map(({ day: one, kind }: { day: string; kind: string }) => [one, kind]));
    expect(['2026-01-01', '2026-01-04', '2026-03-07', '2026-04-20', '2026-05-06'].map((one) => kindOf.get(one))).to.deep.equal([
      'holiday',
      'make-up',
      'weekend',
      'province',
      undefined,
    ]);
    expect(body.workingDays + body.days.filter(({ kind }: { kind: string }) => kind !== 'make-up').length).to.equal(365);
  });

  it('shows this year where none is named, and marks one not announced', async () => {
    expect((await ask('').expect(200)).body).to.deep.include({ year: 2026, isProvisional: false });
    expect((await ask('?year=2027').expect(200)).body).to.deep.include({ year: 2027, isProvisional: true });
  });

  it('refuses a year it does not know', async () => {
    expect((await ask('?year=2023').expect(422)).body.code).to.equal('CalendarYearUnknown');
    expect((await ask('?year=1999').expect(400)).body.code).to.equal('InvalidInput');
  });

  it('slows down whoever asks without end', async () => {
    const { url } = site;
    const statuses = new Set<number>();
    const askOnce = async () => statuses.add((await fetch(`${url}/api/v1/calendar/due-day?from=2026-05-04&days=1`)).status);
    for (let asked = 0; asked <= OPEN_QUESTIONS.points; asked += 50) await Promise.all(Array.from({ length: 50 }, askOnce));
    expect([...statuses]).to.have.members([200, 429]);
  });
});
