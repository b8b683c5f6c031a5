import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CENTRE } from '../../domain/actor.js';
import { DAY_MS } from '../../domain/calendar.js';
import type { RecordStore } from '../../domain/ports.js';
import { connect, prepare } from '../../models/connect.js';
import { createAccountStore } from '../../models/account-store.js';
import { createAllocator } from '../../models/allocation.js';
import { createCalendarKeeper } from '../../models/calendar-keeper.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createDocumentStore } from '../../models/document.js';
import { createHolders } from '../../models/holders.js';
import { createRecordStore } from '../../models/record.js';
import { createRedatingBoard } from '../../models/redating.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { buildNationalCalendar } from '../../server/seed/calendar.js';
import { seedDemo } from '../../server/seed/demo.js';
import { verify } from '@node-rs/argon2';
import { ConfigError } from '../../server/config.js';
import { seedSite } from '../../server/seed/site.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  const NOW = Date.UTC(2026, 10, 23, 2);

  /** A database of its own and everything that seeds it; `writes` may break the record store. */
  const openEmpty = async (name: string) => {
    const address = new URL(uri);
    address.pathname = `/demo-${name}-${process.pid}`;
    const db = await connect(address.href);
    const [records, calendars, accounts] = [
      createRecordStore(db),
      createCalendarStore(db),
      createAccountStore(db, createDirectoryRecord(db)),
    ];
    const [documents, allocator] = [createDocumentStore(db), createAllocator(db)];
    const [keeper, redating] = [createCalendarKeeper(db), createRedatingBoard(db)];
    await prepare(db);
    await calendars.publish(buildNationalCalendar(1));
    const calendar = await calendars.latest(CENTRE);
    const dataDir = await mkdtemp(join(tmpdir(), 'duban-demo-'));
    return {
      db,
      records,
      allocator,
      redating,
      dataDir,
      seed: (now = NOW, store: Pick<RecordStore, 'append' | 'head' | 'entries'> = records) =>
        seedDemo({ records: store, documents, allocator, calendar, keeper, redating, now }),
      accounts,
      found: (seats: Awaited<ReturnType<typeof seedDemo>>['seats'] = [], isDemo = true) =>
        seedSite({ records, accounts, calendar, now: NOW, dataDir, isDemo, seats }),
      verify: () => verifyRecord({ db, calendars }),
      close: async () => {
        await db.dropDatabase();
        await db.close();
        await rm(dataDir, { recursive: true });
      },
    };
  };
  type Empty = Awaited<ReturnType<typeof openEmpty>>;

  describe('the demo written into an empty record', () => {
    let site: Empty;
    let sleepers: readonly { readonly kind: string; readonly id: string }[];
    before(async () => {
      site = await openEmpty('whole');
      const demo = await site.seed();
      sleepers = demo.sleepers;
      await site.found(demo.seats);
    });
    after(() => site.close());

    it('verifies', async () => {
      const { difference, entries } = await site.verify();
      expect(difference).to.equal(undefined);
      expect(entries).to.be.above(1_000);
    });

    it('sends nothing of the past', async () => {
      expect(await site.db.collection('outbox').countDocuments()).to.equal(0);
    });

    it('has a calendar of Guangxi in its record that everything there has adopted, and no errand has to bring it', async () => {
      const [version, ...others] = await site.db.collection('calendarVersions').find().toArray();
      expect(others).to.deep.equal([]);
      expect(version).to.include({ region: '45', left: 0 });
      expect(
        await site.db.collection('entries').countDocuments({ stream: 'directory/calendars', 'event.type': 'calendarPublished' }),
      ).to.equal(1);
      expect(await site.redating.open(NOW)).to.deep.equal([]);
      expect(await site.db.collection('duties').countDocuments({ entity: /^45/, $expr: { $gt: ['$due', '$firstDue'] } })).to.be.above(0);
    });

    it('says who sleeps, so that their runs can be begun', async () => {
      const waiting = await site.db
        .collection('entities')
        .find({ wakeAt: { $gt: NOW } })
        .toArray();
      expect(sleepers.map(({ kind, id }) => `${kind}/${id}`)).to.have.members(waiting.map(({ _id }) => String(_id)));
      expect(await site.db.collection('entities').countDocuments({ wakeAt: { $lte: NOW } })).to.equal(0);
    });

    it('gives everybody who holds a post of the demo an account, and lists it', async () => {
      const listed: { login: string; post: string }[] = JSON.parse(await readFile(join(site.dataDir, 'accounts.json'), 'utf8'));
      const accounts = await site.db.collection<{ _id: string; personId: string }>('accounts').find().toArray();
      expect(listed.map(({ login }) => login)).to.have.members(accounts.map(({ _id }) => _id));
      const holders = createHolders(site.db);
      for (const { login, post } of listed) {
        const person = accounts.find(({ _id }) => _id === login)?.personId ?? '';
        expect(
          (await holders.heldBy(person, NOW)).map((held) => held.post),
          login,
        ).to.include(post);
      }
      for (const login of ['53-h001-liaison', '5301-office-director', '5301-h001-deputy', '00-reviewer'])
        expect(
          listed.some((one) => one.login === login),
          login,
        ).to.be.true;
      expect(listed.some(({ login }) => login === '65-h001-liaison')).to.be.false;
    });

    it('leaves the next number of every series free', async () => {
      expect(await site.allocator.allocate('pilot/53-2024', 'a', '')).to.deep.equal({ series: 'pilot/53-2024', number: 2 });
      expect(await site.allocator.allocate('pilot/53-2025', 'a', '')).to.deep.equal({ series: 'pilot/53-2024', number: 2 });
      expect(await site.allocator.allocate('host/53', 'b', '')).to.deep.equal({ series: 'host/53', number: 3 });
      expect(await site.allocator.allocate('host/11', 'c', '')).to.deep.equal({ series: 'host/11', number: 1 });
    });

    it('changes nothing a second time, even later', async () => {
      const before = await site.db.collection('entries').countDocuments();
      const again = await site.seed(NOW + 3 * DAY_MS);
      await site.found(again.seats);
      expect(again.sleepers).to.deep.equal([]);
      expect(again.seats).not.to.be.empty;
      expect(await site.db.collection('entries').countDocuments()).to.equal(before);
    });
  });

  describe('a site founded in earnest', () => {
    let site: Empty;
    const passwords = async (): Promise<readonly { readonly login: string; readonly password: string }[]> =>
      JSON.parse(await readFile(join(site.dataDir, 'first-passwords.json'), 'utf8'));
    beforeEach(async () => {
      site = await openEmpty('earnest');
    });
    afterEach(() => site.close());

    it('knows the three administrators alone, and writes their passwords of one use down', async () => {
      await site.found([], false);
      const written = await passwords();
      expect(written.map(({ login }) => login)).to.have.members(['system-administrator', 'security-administrator', 'audit-administrator']);
      for (const { login, password } of written)
        expect(await verify((await site.accounts.find(login))?.passwordHash ?? '', password), login).to.be.true;
    });

    it('gives the passwords already written down where an earlier start was cut off before the accounts', async () => {
      await site.found([], false);
      const written = await passwords();
      await site.db.collection('accounts').deleteMany({});
      await site.db.collection('people').deleteMany({});
      await site.db.collection('entries').deleteMany({ stream: 'directory/accounts' });
      await site.found([], false);
      expect(await passwords()).to.deep.equal(written);
      for (const { login, password } of written)
        expect(await verify((await site.accounts.find(login))?.passwordHash ?? '', password), login).to.be.true;
    });

    it('never becomes a demo, nor a demo a site in earnest', async () => {
      await site.found([], false);
      expect(await site.found([], true).catch((error: unknown) => error)).to.be.instanceOf(ConfigError);
      const demo = await openEmpty('played');
      try {
        await demo.found([], true);
        expect(await demo.found([], false).catch((error: unknown) => error)).to.be.instanceOf(ConfigError);
      } finally {
        await demo.close();
      }
    });
  });

  describe('the demo in bad weather', () => {
    it('is completed with the same past after an interruption', async () => {
      const site = await openEmpty('broken');
      try {
        let left = 20;
        const failing: Pick<RecordStore, 'append' | 'head' | 'entries'> = {
          ...site.records,
          append: async (append) => {
            left -= 1;
            if (left < 0) throw new Error('cut off');
            return site.records.append(append);
          },
        };
        const failure = await site.seed(NOW, failing).catch((error: unknown) => error);
        expect(failure).to.be.an('error').with.property('message', 'cut off');
        const { seats } = await site.seed(NOW + DAY_MS);
        await site.found(seats);
        expect((await site.verify()).difference).to.equal(undefined);
        const units = await site.db.collection('entities').countDocuments({ kind: 'unit' });
        expect(units).to.equal(55);
        const last = await site.db
          .collection('entries')
          .find({ stream: /^(pilot|unit)/ })
          .sort({ decidedAt: -1 })
          .limit(1)
          .toArray();
        expect(last[0]?.['decidedAt']).to.be.at.most(NOW);
      } finally {
        await site.close();
      }
    });

    it('is the same when two processes write it at once', async () => {
      const site = await openEmpty('twice');
      try {
        await Promise.all([site.seed(NOW), site.seed(NOW + 17), site.seed(NOW + 4)]);
        await site.found();
        expect((await site.verify()).difference).to.equal(undefined);
        expect(await site.db.collection('entities').countDocuments({ kind: 'pilot' })).to.be.above(11);
      } finally {
        await site.close();
      }
    });

    it('stays away from a site that was founded without it', async () => {
      const site = await openEmpty('late');
      try {
        await site.found();
        expect(await site.seed()).to.deep.equal({ seats: [], sleepers: [] });
        expect(await site.db.collection('entities').countDocuments({ kind: 'pilot' })).to.equal(0);
      } finally {
        await site.close();
      }
    });
  });
}
