import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { prepare } from '../../models/connect.js';
import { createSessionEnding, SESSIONS_COLLECTION } from '../../models/session.js';
import { createSessionStore } from '../../server/auth/session-store.js';
import { SESSION_IDLE_SECONDS } from '../../server/auth/session.js';
import { createMongoThrottle, OWN_ATTEMPTS } from '../../server/auth/throttle.js';
import { route } from '../../server/http/route.js';
import { openSite, type Site } from './site.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  describe('sessions in MongoDB', () => {
    let db: Connection;
    let site: Site;
    /** Does what a test puts here, in the middle of a request. */
    let meanwhile: () => Promise<unknown> = async () => undefined;
    const pause = route({
      name: 'pause',
      method: 'get',
      path: '/pause',
      summary: { zh: '停', en: 'Pause' },
      tags: [],
      access: 'session',
      response: { 204: null },
      examples: {},
      async handle() {
        await meanwhile();
        return { status: 204 };
      },
    });
    before(async () => {
      db = await mongoose.createConnection(uri, { dbName: `sessions-${process.pid}`, autoIndex: false }).asPromise();
      site = await openSite({ routes: [pause], sessionStore: createSessionStore(db) });
      await site.enrol('zhang.wei');
      await site.enrol('li.na');
    });
    after(async () => {
      await site.close();
      await db.dropDatabase();
      await db.close();
    });
    beforeEach(async () => {
      await stored().deleteMany({});
      meanwhile = async () => undefined;
    });

    interface Stored {
      _id: string;
      expires: Date;
      lastModified: Date;
    }
    const stored = () => db.collection<Stored>(SESSIONS_COLLECTION);
    const HOUR_MS = 3_600_000;
    const age = (ms: number) =>
      stored().updateMany({}, [{ $set: { expires: { $subtract: ['$expires', ms] }, lastModified: { $subtract: ['$lastModified', ms] } } }]);

    it('write nothing while they are merely used', async () => {
      const { browser } = await site.logIn('zhang.wei');
      const before = await stored().findOne({});
      await browser.get('/api/v1/pause').expect(204);
      expect(await stored().findOne({})).to.deep.equal(before);
    });

    it('live on while they are used, and note it now and then', async () => {
      const { browser } = await site.logIn('zhang.wei');
      await age(7 * HOUR_MS);
      await browser.get('/api/v1/pause').expect(204);
      const found = await stored().findOne({});
      expect(Number(found?.expires) - Date.now()).to.be.within((SESSION_IDLE_SECONDS - 60) * 1000, SESSION_IDLE_SECONDS * 1000);
    });

    it('are over after eight idle hours', async () => {
      const { browser } = await site.logIn('zhang.wei');
      await age(8 * HOUR_MS);
      await browser.get('/api/v1/pause').expect(401);
    });

    it('are not revived by a request that was under way when they were ended', async () => {
      const { browser } = await site.logIn('zhang.wei');
      await age(HOUR_MS);
      meanwhile = () => stored().deleteMany({});
      await browser.get('/api/v1/pause').expect(204);
      await browser.get('/api/v1/pause').expect(401);
      expect(await stored().countDocuments()).to.equal(0);
    });

    it('are found and ended by account, through an index', async () => {
      await site.logIn('zhang.wei');
      await site.logIn('zhang.wei');
      await site.logIn('li.na');
      const endSessions = createSessionEnding(db);
      await db.getClient().withSession((session) => endSessions('zhang.wei', session));
      expect(await stored().countDocuments()).to.equal(1);
      await prepare(db);
      const plan = await stored().find({ 'session.opened.login': 'li.na' }).explain();
      expect(JSON.stringify(plan)).to.contain('IXSCAN');
    });

    it('keep log-in attempts in one count for all processes', async () => {
      const [one, two] = await Promise.all([createMongoThrottle(db), createMongoThrottle(db)]);
      for (let guess = 1; guess <= OWN_ATTEMPTS.points; guess += 1) {
        expect(await (guess % 2 ? one : two).attempt('zhang.wei', '10.0.0.1')).to.equal('allowed');
      }
      const outcome = await two.attempt('zhang.wei', '10.0.0.1');
      expect(outcome).to.have.property('waitMs').that.is.within(840_000, 900_000);
      expect(await one.attempt('li.na', '10.0.0.1')).to.equal('allowed');
      await one.forgive('zhang.wei', '10.0.0.1');
      expect(await two.attempt('zhang.wei', '10.0.0.1')).to.equal('allowed');
    });
  });
}
