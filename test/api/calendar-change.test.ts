import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { endOfDay, formatDay, type Day } from '../../domain/calendar.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createCalendarKeeper } from '../../models/calendar-keeper.js';
import { prepare } from '../../models/connect.js';
import { dutyModel, type DutyDoc } from '../../models/duty.js';
import { createLists } from '../../models/lists.js';
import { createOpenTerms } from '../../models/redating.js';
import { entryModel } from '../../models/entry.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { calendarChangeRoutes, type CalendarChangeDeps } from '../../server/routes/calendar-change.js';
import { calendarVersionRoutes } from '../../server/routes/calendar-versions.js';
import { calendarRoutes } from '../../server/routes/calendar.js';
import { recordRoutes } from '../../server/routes/record.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { at, day } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  describe('a change of the calendar', () => {
    const clock = createFakeClock(at('2026-11-23 09:30'));
    let db: Connection;
    let site: Site;
    before(async () => {
      db = await mongoose.createConnection(uri, { dbName: `calendar-change-${process.pid}`, autoIndex: false }).asPromise();
      const calendars = createCalendarStore(db);
      const keeper = createCalendarKeeper(db);
      entryModel(db);
      dutyModel(db);
      await prepare(db);
      const openTerms = createOpenTerms(db);
      const deps = only<BusinessDeps & CalendarChangeDeps>({ clock, calendars, lists: createLists(db), keeper, openTerms });
      const routes = [...calendarRoutes(deps), ...calendarChangeRoutes(deps), ...calendarVersionRoutes(deps), ...recordRoutes(deps)];
      site = await openSite({ clock, routes });
      await site.enrol('system', holding('00', 'system-administrator'));
      await site.enrol('audit', holding('00', 'audit-administrator'));
      await site.enrol('director', holding('53', 'office-director'));
    });
    after(async () => {
      await site.close();
      await db.dropDatabase();
      await db.close();
    });
    beforeEach(async () => {
      for (const name of ['calendars', 'calendarVersions', 'entries', 'duties']) await db.collection(name).deleteMany({});
      await createCalendarStore(db).publish(nationalCalendar);
    });

    let keys = 0;
    const send = async (login: string, path: string, body: object, key = `calendar-${(keys += 1)}`) => {
      const { browser, csrfToken } = await site.logIn(login);
      return browser.post(`/api/v1${path}`).set('X-CSRF-Token', csrfToken).set('Idempotency-Key', key).send(body);
    };
    const get = async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1${path}`);
    const preview = (body: object, query = '') => send('system', `/calendar/versions/preview${query}`, body);
    const publish = (body: object, key?: string) => send('system', '/calendar/versions', body, key);
    const span = (from: string, count: number): string[] => Array.from({ length: count }, (_, index) => formatDay(day(from) + index));

    /** New Year with a make-up Saturday; two days in the middle of January off. */
    const newYear = {
      kind: 'announcement',
      year: 2027,
      holidays: [
        { zh: '元旦', daysOff: span('2027-01-01', 3), workingDays: ['2027-01-09'] },
        { zh: '测试节', en: 'Test Day', daysOff: ['2027-01-13', '2027-01-14'] },
      ],
    };
    const overlay = { kind: 'overlay', year: 2027, province: '53', holidays: [{ zh: '火把节', daysOff: ['2027-01-07'] }] };
    const asked = { base: 1, reason: '放假通知' };

    const dutyOf = (entity: string, from: string, days: number, due: Day, more: Partial<DutyDoc> = {}): DutyDoc => ({
      _id: `pilot/${entity}#plan-1`,
      duty: 'plan-1',
      kind: 'submit-plan',
      entityKind: 'pilot',
      entity,
      title: `试点 ${entity}`,
      post: `${entity.slice(0, 2)}/office-director`,
      unit: entity.slice(0, 2),
      path: ['00', entity.slice(0, 2)],
      term: { kind: 'after', from: at(from), days, unit: 'working' },
      calendarVersion: 1,
      openedAt: at(from),
      firstDue: due,
      due,
      dueAt: endOfDay(due),
      yellowFrom: at(from),
      status: 'open',
      step: 0,
      ...more,
    });
    /** Due on 2027-01-15 each, but for what never moves. */
    const stored = (): DutyDoc[] => [
      ...Array.from({ length: 7 }, (_, index) => dutyOf(`53-2026-000${index}`, '2026-12-30', 11, day('2027-01-15'))),
      dutyOf('44-2026-0001', '2026-12-30', 11, day('2027-01-15')),
      dutyOf('44-2026-0002', '2026-11-20', 5, day('2026-11-27')),
      dutyOf('44-2026-0003', '2026-12-30', 11, day('2027-01-15'), { status: 'done' }),
      dutyOf('44-2026-0004', '2026-12-30', 11, day('2027-01-15'), { term: { kind: 'by', day: day('2027-01-15'), since: 0 } }),
    ];

    it('is previewed a few looks at a time where hardly any duty moves, and misses none', async () => {
      const staying = Array.from({ length: 2_300 }, (_, index) =>
        dutyOf(`44-2026-${1_000 + index}`, '2026-12-30', 30, day('2027-01-29'), {
          term: { kind: 'after', from: at('2026-12-30'), days: 30, unit: 'calendar' },
        }),
      );
      await dutyModel(db).insertMany([...staying, dutyOf('53-2026-0001', '2026-12-30', 30, day('2027-02-18'))]);
      const first = (await preview(newYear)).body;
      expect([first.moving, first.items.length, first.next]).to.deep.equal([1, 0, first.next ?? 'no next page']);
      const second = (await preview(newYear, `?cursor=${encodeURIComponent(first.next)}`)).body;
      expect([second.items.length, second.next]).to.deep.equal([1, null]);
    });

    it('is previewed with every open duty that would move, page by page, and changes nothing', async () => {
      await dutyModel(db).insertMany(stored());
      const first = await preview(newYear, '?limit=5');
      expect(first.status, first.text).to.equal(200);
      expect(first.body).to.deep.include({ base: 1, version: 2, moving: 8 });
      const rest = await preview(newYear, `?limit=5&cursor=${first.body.next}`);
      const items = [...first.body.items, ...rest.body.items];
      expect(items.map(({ entity }) => String(entity)).toSorted()).to.deep.equal(
        ['44-2026-0001', ...Array.from({ length: 7 }, (_, index) => `53-2026-000${index}`)].sort(),
      );
      expect(items[0]).to.deep.include({ due: '2027-01-15', newDue: '2027-01-18', firstDue: '2027-01-15' });
      expect(rest.body.next).to.equal(null);
      expect(first.body.changed.map(({ day: one, kind }: { day: string; kind: string }) => `${one} ${kind}`)).to.include.members([
        '2027-01-09 make-up',
        '2027-01-13 holiday',
      ]);
      expect(await db.collection('calendars').countDocuments()).to.equal(1);
      expect(await db.collection('entries').countDocuments()).to.equal(0);
    });

    it('of one province moves what is of that province', async () => {
      await dutyModel(db).insertMany(stored());
      const { body } = await preview(overlay);
      expect(body.moving).to.equal(7);
      expect(new Set(body.items.map(({ newDue }: { newDue: string }) => newDue))).to.deep.equal(new Set(['2027-01-18']));
    });

    it('warns of statutory days that nobody listed', async () => {
      const { body } = await preview(newYear);
      expect(body.warnings.map(({ zh }: { zh: string }) => zh).join()).to.contain('2027-10-01（国庆节）');
    });

    it('of the nation names the provinces that have not said which days of their own they add, until these say so, or that there are none', async () => {
      await publish({ ...overlay, year: 2026, holidays: [{ zh: '火把节', daysOff: ['2026-08-06'] }], ...asked });
      const warnings = async () => (await preview(newYear)).body.warnings.map(({ zh }: { zh: string }) => zh).join();
      expect(await warnings()).to.contain('云南省有自有假日，2027 年的尚未公布');
      const dueDay = async () => (await get('system', '/calendar/due-day?from=2027-06-01&days=1&province=53')).body;
      expect((await publish({ ...newYear, ...asked, base: 2 })).status).to.equal(201);
      expect(await dueDay()).to.include({ dueDay: '2027-06-02', isProvisional: true });
      const none = { ...overlay, holidays: [] };
      expect((await publish({ ...none, ...asked, base: 3 })).status).to.equal(201);
      expect(await dueDay()).to.include({ dueDay: '2027-06-02', isProvisional: false });
      expect((await publish({ ...none, ...asked, base: 4 })).body.code).to.equal('CalendarUnchanged');
    });

    it('of the nation is not kept waiting by a province whose own days lie beside it: it is named as a warning', async () => {
      await publish({ ...overlay, holidays: [{ zh: '火把节', daysOff: ['2027-06-10', '2027-06-11'] }], ...asked });
      const midsummer = { ...newYear, holidays: [{ zh: '测试节', daysOff: span('2027-06-07', 3) }] };
      const { status, body } = await preview(midsummer);
      expect(status).to.equal(200);
      expect(body.warnings.map(({ zh }: { zh: string }) => zh).join()).to.contain(
        '云南省连同自有假日：2027-06-05 至 2027-06-13 整周没有工作日',
      );
      expect((await publish({ ...midsummer, ...asked, base: 2 })).status).to.equal(201);
    });

    it('is published as the next version, which counts at once and is told with its progress', async () => {
      const answer = await publish({ ...newYear, ...asked });
      expect(answer.status, answer.text).to.equal(201);
      expect(answer.body).to.deep.include({
        version: 2,
        region: '00',
        year: 2027,
        reason: '放假通知',
        state: 'waiting',
        publishedBy: 'system',
      });
      const due = await site.browser().get('/api/v1/calendar/due-day?from=2027-01-12&days=1').expect(200);
      expect(due.body).to.deep.include({ dueDay: '2027-01-15', version: 2, isProvisional: false });
      const listed = (await get('audit', '/calendar/versions')).body;
      expect(listed.items.map(({ version }: { version: number }) => version)).to.deep.equal([2]);
      expect((await get('system', '/calendar/versions/2')).body).to.deep.equal(answer.body);
      expect((await get('system', '/calendar/versions/7')).status).to.equal(404);
    });

    it('stands in the sealed record with who and why, and is verified against it', async () => {
      await publish({ ...newYear, ...asked });
      const { items } = (await get('audit', '/records/directory/calendars')).body;
      expect(items[0]).to.deep.include({ seq: 1, person: 'p-system', type: 'calendarPublished' });
      expect(items[0].event).to.deep.include({ version: 2, base: 1, region: '00', year: 2027, reason: '放假通知' });
      expect(items[0].event.holidays[0]).to.deep.equal({
        zh: '元旦',
        en: "New Year's Day",
        daysOff: span('2027-01-01', 3),
        workingDays: ['2027-01-09'],
      });
      const verify = async () => (await verifyRecord({ db, calendars: createCalendarStore(db) })).difference?.kind;
      expect(await verify()).to.equal(undefined);
      await db.collection<{ _id: string }>('calendars').updateOne({ _id: '00@2' }, { $pop: { daysOff: 1 } });
      expect(await verify()).to.equal('CalendarDifferent');
      await db.collection<{ _id: string }>('calendars').deleteOne({ _id: '00@2' });
      expect(await verify()).to.equal('CalendarMissing');
    });

    it('takes the days of a province along, and leaves the others with the national one', async () => {
      expect((await publish({ ...overlay, ...asked })).body).to.deep.include({ version: 2, region: '53' });
      expect((await publish({ ...newYear, ...asked, base: 2 })).body).to.deep.include({ version: 3, region: '00' });
      const calendars = createCalendarStore(db);
      expect(await calendars.latest('53')).to.deep.include({ region: '53', version: 3 });
      expect((await calendars.latest('53')).daysOff).to.include.members([day('2027-01-07'), day('2027-01-13')]);
      expect(await calendars.latest('44')).to.deep.include({ region: '00', version: 3 });
    });

    it('is published once, however often it is sent, and its key is good for nothing else', async () => {
      const body = { ...newYear, ...asked };
      const first = await publish(body, 'publish-2027');
      const again = await publish(body, 'publish-2027');
      expect([again.status, again.body]).to.deep.equal([201, first.body]);
      expect((await publish({ ...body, reason: '另一事由' }, 'publish-2027')).body.code).to.equal('IdempotencyKeyReused');
      expect(await db.collection('calendarVersions').countDocuments()).to.equal(1);
    });

    it('is refused where another one came first', async () => {
      await publish({ ...overlay, ...asked });
      const late = await publish({ ...newYear, ...asked });
      expect([late.status, late.body.code]).to.deep.equal([409, 'StaleVersion']);
    });

    it('of two at the same instant lets one pass', async () => {
      const answers = await Promise.all([publish({ ...newYear, ...asked }), publish({ ...overlay, ...asked })]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).to.deep.equal([201, 409]);
      expect(await db.collection('calendarVersions').countDocuments()).to.equal(1);
    });

    it('is for the system administrator alone', async () => {
      for (const login of ['audit', 'director'])
        for (const path of ['/calendar/versions/preview', '/calendar/versions'])
          expect((await send(login, path, { ...newYear, ...(path.endsWith('s') ? asked : {}) })).body.code).to.equal('NoRight');
      expect((await get('director', '/calendar/versions')).body.code).to.equal('NoRight');
      await site.browser().post('/api/v1/calendar/versions').send({}).expect(401);
    });

    const one = (daysOff: readonly string[], workingDays: readonly string[] = [], year = 2027) => ({
      kind: 'announcement',
      year,
      holidays: [{ zh: '某节', daysOff, workingDays }],
    });
    for (const [what, code, status, body] of [
      ['400 days off', 'CalendarTooManyDaysOff', 422, one(span('2027-01-01', 400))],
      ['a week without a working day', 'CalendarWeekOff', 422, one(span('2027-06-07', 5))],
      ['twelve days off in a row', 'CalendarRowTooLong', 422, one(span('2027-06-05', 12))],
      ['a day of another year', 'CalendarDayOutside', 422, one(['2028-01-01'])],
      ['a day both off and working', 'CalendarDayTwice', 422, one(['2027-01-02'], ['2027-01-02'])],
      ['a weekday to make up', 'CalendarNotWeekend', 422, one([], ['2027-01-04'])],
      ['the year after the next', 'CalendarYearNotNext', 422, one(['2028-01-01'], [], 2028)],
      ['days of a year nobody knows', 'CalendarYearUnknown', 422, { ...overlay, year: 2099, holidays: [] }],
      ['nothing new', 'CalendarUnchanged', 409, { ...overlay, holidays: [] }],
    ] as const)
      it(`is refused with ${what}, previewed or published, in a sentence`, async () => {
        for (const answer of [await preview(body), await publish({ ...body, ...asked })]) {
          expect([answer.status, answer.body.code]).to.deep.equal([status, code]);
          expect(answer.body.sentences.zh).to.match(/[。]$/).and.not.to.contain('{');
          expect(answer.body.sentences.en).not.to.contain('{');
        }
        expect(await db.collection('calendars').countDocuments()).to.equal(1);
      });

    for (const [field, body] of [
      ['body.province', { ...newYear, province: '53' }],
      ['body.province', { ...overlay, province: undefined }],
      ['body.province', { ...overlay, province: '99' }],
      ['body.holidays[0].workingDays', { ...overlay, holidays: [{ zh: '节', daysOff: [], workingDays: ['2027-01-09'] }] }],
      ['body.holidays[0].daysOff[0]', one(['2027-02-29'])],
      ['body.year', { ...newYear, year: 1999 }],
      ['body.kind', { ...newYear, kind: 'decree' }],
    ] as const)
      it(`names ${field} where it makes no sense`, async () => {
        const { status, body: problem } = await preview(body);
        expect([status, problem.code, problem.errors?.[0]?.field]).to.deep.equal([400, 'InvalidInput', field]);
      });

    it('needs a reason and the version it rests on', async () => {
      expect((await publish({ ...newYear, base: 1 })).body.errors[0].field).to.equal('body.reason');
      expect((await publish({ ...newYear, reason: '通知' })).body.errors[0].field).to.equal('body.base');
    });
  });
}
