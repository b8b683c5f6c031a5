import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import { createCalendarStore } from '../../models/calendar.js';
import { dutyModel, type DutyDoc } from '../../models/duty.js';
import { entryModel } from '../../models/entry.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { rebuildViews } from '../../server/maintenance/rebuild.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { eventually, instantOf, type House } from './house.js';
import { inHouse } from './in-house.js';
import { foundHost, logInAll, register, type Cast } from './stories.js';

const PILOTS = 60;
const LANES = 5;

interface Progress {
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly left: number;
  readonly failed: readonly unknown[];
}

describe('a change of the calendar over open pilots', () => {
  let house: House;
  let cast: Cast;
  inHouse(
    async (opened) => {
      house = opened;
      cast = await logInAll(house);
    },
    { startsAt: instantOf('2026-03-02 10:00') },
  );

  const json = async (path: string) => JSON.parse((await (await fetch(`${house.url}/api/v1${path}`)).text()) || '{}');
  /** The year as it is, as one would type it in. */
  const yearAsItIs = async () => {
    const { days }: { days: { day: string; kind: string; reason: { zh: string } }[] } = await json('/calendar?year=2026');
    const named = days.filter(({ kind }) => kind !== 'weekend');
    return [...new Set(named.map(({ reason }) => reason.zh.replace('调休上班', '')))].map((zh) => ({
      zh,
      daysOff: named.filter(({ kind, reason }) => kind === 'holiday' && reason.zh === zh).map(({ day }) => day),
      workingDays: named.filter(({ kind, reason }) => kind === 'make-up' && reason.zh.startsWith(zh)).map(({ day }) => day),
    }));
  };
  const plans = async (): Promise<string[]> =>
    (await dutyModel(house.db).find({ kind: 'submit-plan' }).lean<DutyDoc[]>()).map(
      ({ due, firstDue, calendarVersion }) => `${formatDay(firstDue)} ${formatDay(due)} ${calendarVersion}`,
    );
  const all = (line: string): string[] => Array.from({ length: PILOTS }, () => line);
  const difference = async () => (await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference;

  it('reaches every one of them, also when the worker is killed in the middle, and tells each holder once', async () => {
    const host = await foundHost(cast.director);
    let next = 1;
    const lane = async (): Promise<void> => {
      for (let turn = next++; turn <= PILOTS; turn = next++) await register(house, cast.director, host, `试点 ${turn}`);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    expect(await plans()).to.deep.equal(all('2026-03-30 2026-03-30 1'));

    const administrator = await house.visitor('system-administrator');
    const holidays = [...(await yearAsItIs()), { zh: '临时放假', daysOff: ['2026-03-18', '2026-03-19'] }];
    const change = { kind: 'announcement', year: 2026, holidays };
    const preview = await administrator.send('POST', '/calendar/versions/preview?limit=1', change);
    expect(preview.status, preview.text).to.equal(200);
    expect(JSON.parse(preview.text)).to.deep.include({ base: 1, version: 2, moving: PILOTS });
    const published = await administrator.insist('POST', '/calendar/versions', { ...change, base: 1, reason: '临时放假通知' });
    expect(published.status, published.text).to.equal(201);

    const progress = async (): Promise<Progress> => JSON.parse((await administrator.get('/calendar/versions/2')).text);
    await eventually('the errand is at it', async () => (await progress()).done > 0);
    await house.worker.kill();
    const interrupted = await progress();
    expect(interrupted.left, 'it was killed too late').to.be.greaterThan(0);
    await house.worker.start();
    const done = await eventually('all have adopted it', async () => {
      const now = await progress();
      return now.state === 'done' && now;
    });
    expect(done).to.deep.include({ left: 0, failed: [] });
    expect(done.total).to.be.at.least(PILOTS);
    expect(done.done).to.equal(done.total);

    expect(await plans()).to.deep.equal(all('2026-03-30 2026-04-01 2'));
    const adopted = await entryModel(house.db).aggregate<{ count: number }>([
      { $match: { 'event.type': 'calendarAdopted', stream: /^pilot\// } },
      { $group: { _id: '$stream', count: { $sum: 1 } } },
    ]);
    expect(adopted.map(({ count }) => count)).to.deep.equal(Array.from({ length: PILOTS }, () => 1));
    const rows = await outboxModel(house.db).find({ 'consequence.notice': 'calendarChanged' }).lean<OutboxDoc[]>();
    expect(rows.map(({ consequence }) => consequence)).to.deep.equal([
      { type: 'mail', post: '53/office-director', notice: 'calendarChanged', facts: { version: 2, count: PILOTS }, isUrgent: false },
    ]);
    const aboutIt = async () => (await house.mail.sink.listMails()).filter(({ mail }) => mail.text?.includes('工作日历变更'));
    await eventually('the mail', async () => (await aboutIt()).length > 0);
    const [mail, ...more] = await aboutIt();
    expect(more).to.deep.equal([]);
    expect(mail?.envelopeTo).to.deep.equal(['53-office-director@example.org']);
    expect(mail?.mail.text).to.contain(`云南省办公室主任有 ${PILOTS} 项责任事项的期限随日历调整`);
  });

  it('leaves a record that verifies, and views that fold to what they are', async () => {
    expect(await difference()).to.equal(undefined);
    await dutyModel(house.db).updateMany({ kind: 'submit-plan' }, { $set: { due: 0 } });
    await rebuildViews({ db: house.db, calendars: createCalendarStore(house.db) });
    expect(await plans()).to.deep.equal(all('2026-03-30 2026-04-01 2'));
    expect(await difference()).to.equal(undefined);
  });

  it('of one province moves what is of that province, and the national one goes on counting beside it', async () => {
    const administrator = await house.visitor('system-administrator');
    const change = { kind: 'overlay', year: 2026, province: '53', holidays: [{ zh: '地方节日', daysOff: ['2026-03-20'] }] };
    const published = await administrator.insist('POST', '/calendar/versions', { ...change, base: 2, reason: '地方放假' });
    expect(published.status, published.text).to.equal(201);
    await eventually('Yunnan has adopted it', async () => (await plans()).every((line) => line === '2026-03-30 2026-04-02 3'));
    expect(await json('/calendar/due-day?from=2026-03-19&days=1&province=53')).to.deep.include({ dueDay: '2026-03-23', version: 3 });
    expect(await json('/calendar/due-day?from=2026-03-19&days=1')).to.deep.include({ dueDay: '2026-03-20', version: 2 });
    expect(await difference()).to.equal(undefined);
  });
});
