import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { attendTo } from '../../activities/attend.js';
import type { WaitingItem } from '../../domain/bulk.js';
import type { Letter, Send, SendAnswer } from '../../domain/ports.js';
import { createBulkStore, type BulkStore } from '../../models/bulk-store.js';
import { prepare } from '../../models/connect.js';
import { createLists } from '../../models/lists.js';
import { MOST_ITEMS } from '../../server/routes/bulk-schema.js';
import { bulkRoutes, type BulkDeps } from '../../server/routes/bulk.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { pilotCommandRoutes } from '../../server/routes/pilot-commands.js';
import { createFakeClock } from '../fakes/clock.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

const uri = process.env['TEST_MONGODB_URI'];
if (uri) {
  describe('the same command for many pilots', () => {
    const clock = createFakeClock();
    let db: Connection;
    let bulk: BulkStore;
    let site: Site;
    let letters: Letter[] = [];
    /** What a pilot answers; `ok` where nothing else is said. */
    let answers: Record<string, SendAnswer> = {};
    const refusal = (code: (SendAnswer & { ok: false })['code'], facts = {}): SendAnswer => ({ ok: false, code, facts });
    const send: Send = async (letter) => {
      letters.push(letter);
      return answers[letter.to.id] ?? { ok: true, receipt: { seq: 7, events: ['reportJudged'] } };
    };
    const attend = (waiting: WaitingItem) => attendTo({ items: bulk, send, now: () => clock.now() }, waiting);

    before(async () => {
      db = await mongoose.createConnection(uri, { dbName: `bulk-${process.pid}`, autoIndex: false }).asPromise();
      bulk = createBulkStore(db);
      await prepare(db);
      const head: BusinessDeps['records']['head'] = async (_, id) => {
        if (id.startsWith('53-2026-0')) return { seq: 6, isClosed: false, path: ['00', '53', '53-h001'] };
        return id.startsWith('52-') ? { seq: 6, isClosed: false, path: ['00', '52', '52-h001'] } : undefined;
      };
      const unitNames = unitsCalled({ '53-h001': '滇中新区产业园' });
      const deps = only<BulkDeps & BusinessDeps>({ unitNames, clock, records: only({ head }), lists: createLists(db), send, bulk });
      site = await openSite({ clock, routes: bulkRoutes(deps, pilotCommandRoutes(deps)) });
      await site.enrol('reviewer', holding('53', 'reviewer'));
      await site.enrol('colleague', holding('53', 'reviewer'));
      await site.enrol('liaison', holding('53', 'liaison'));
      await site.enrol('auditor', holding('00', 'audit-administrator'));
    });
    after(async () => {
      await site.close();
      await db.dropDatabase();
      await db.close();
    });
    beforeEach(() => {
      letters = [];
      answers = {};
    });

    const number = (n: number): string => `53-2026-${String(n).padStart(4, '0')}`;
    const item = (id: string, body?: object) => ({ params: { id, period: '2026Q1' }, ...(body && { body }) });
    const verdict = { attempt: 1, verdict: 'accepted', reason: '内容完整。' } as const;
    const verdicts = (...items: object[]) => ({ command: 'judgeReport', shared: verdict, items });
    const manyVerdicts = (count: number) => verdicts(...Array.from({ length: count }, (_, n) => item(number(n + 1))));

    let keys = 0;
    const newKey = (): string => `the-key-number-${(keys += 1)}`;
    const post = async (body: object, { login = 'reviewer', key = newKey(), language = 'zh' } = {}) => {
      const { browser, csrfToken } = await site.logIn(login);
      return browser
        .post('/api/v1/bulk-commands')
        .set({ Origin: 'http://127.0.0.1:3000', 'X-CSRF-Token': csrfToken, 'Idempotency-Key': key, 'Accept-Language': language })
        .send(body);
    };
    const get = async (path: string, login = 'reviewer') => (await site.logIn(login)).browser.get(`/api/v1${path}`);
    /** What a clerk would do in one round. */
    const clerkRound = async (): Promise<void> => {
      for (const waiting of await bulk.dueItems(clock.now(), 1_000)) await attend(waiting);
    };

    it('is answered item by item, in the order they were sent', async () => {
      answers[number(2)] = refusal('OwnSubmission');
      answers[number(3)] = refusal('WindowNotOpen', { opens: '2026-03-17' });
      const wrong = item(number(4), { verdict: 'perhaps' });
      const { status, body } = await post(verdicts(item(number(1)), item(number(2)), item(number(3)), wrong));
      expect(status).to.equal(200);
      expect(body).to.include({ command: 'judgeReport', total: 4, done: 1, refused: 3, waiting: 0, finishedAt: clock.now() });
      expect(body.items.map(({ status: told, problem }: { status: number; problem?: { code: string } }) => [told, problem?.code])).to.eql([
        [200, undefined],
        [403, 'OwnSubmission'],
        [409, 'WindowNotOpen'],
        [400, 'InvalidInput'],
      ]);
      expect(body.items[0].receipt).to.deep.equal({ id: number(1), seq: 7, events: ['reportJudged'] });
      expect(body.items[2].problem.detail).to.contain('2026-03-17 起可以填报');
      expect(body.items[3].problem.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['body.verdict']);
    });

    it('takes no verdict that does not name the submission it is about', async () => {
      const { attempt: _, ...shared } = verdict;
      const { body } = await post({ ...verdicts(item(number(1)), item(number(2), { attempt: 1 })), shared });
      expect(body).to.include({ done: 1, refused: 1 });
      expect(body.items[0].problem.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['body.attempt']);
    });

    it('sends each what the single command would send, under a key of its own, all as received at one instant by one actor', async () => {
      await post(verdicts(item(number(1)), item(number(2), { verdict: 'returned', reason: '缺数据。' })));
      expect(letters.map(({ to, command }) => [to.id, command])).to.deep.equal([
        [number(1), { type: 'judgeReport', period: '2026Q1', ...verdict }],
        [number(2), { type: 'judgeReport', period: '2026Q1', attempt: 1, verdict: 'returned', reason: '缺数据。' }],
      ]);
      expect(new Set(letters.map(({ id }) => id)).size).to.equal(2);
      expect(letters.map(({ receivedAt }) => receivedAt)).to.deep.equal([clock.now(), clock.now()]);
      for (const { actor } of letters) expect(actor).to.include({ person: 'p-reviewer', post: '53/reviewer', tenure: '53/reviewer@1' });
    });

    it('says the same of a pilot that does not exist and of one that may not be seen', async () => {
      const { body } = await post(verdicts(item('53-2026-9999'), item('52-2026-0001')));
      const [missing, foreign] = body.items;
      expect([missing.status, missing.problem]).to.deep.equal([404, foreign.problem]);
      expect(letters).to.deep.equal([]);
    });

    it('names the post of a host as it is called, in the answer and in the list of items', async () => {
      answers[number(1)] = refusal('NotAddressed', { post: '53-h001/liaison' });
      const { body } = await post(verdicts(item(number(1))));
      const named = '此件发给云南省滇中新区产业园联络员，只有该岗位可以签收和答复。';
      expect(body.items[0].problem.detail).to.equal(named);
      const { body: listed } = await get(`/bulk-commands/${body.id}/items`);
      expect(listed.items[0].problem.detail).to.equal(named);
    });

    it('tells refusals in English to who prefers it', async () => {
      answers[number(1)] = refusal('OwnSubmission');
      const { body } = await post(verdicts(item(number(1))), { language: 'en' });
      expect(body.items[0].problem.detail).to.equal('Nobody reviews what they submitted themselves.');
    });

    it('answers a repeat with the same and sends nothing again', async () => {
      answers[number(2)] = refusal('OwnSubmission');
      const key = newKey();
      const first = await post(verdicts(item(number(1)), item(number(2))), { key });
      letters = [];
      answers = {};
      clock.advance(1_000);
      const again = await post(verdicts(item(number(1)), item(number(2))), { key });
      expect([again.status, again.body]).to.deep.equal([200, first.body]);
      expect(letters).to.deep.equal([]);
    });

    it('refuses the same key with another body', async () => {
      const key = newKey();
      await post(verdicts(item(number(1))), { key });
      letters = [];
      const { status, body } = await post(verdicts(item(number(2))), { key });
      expect([status, body.code, letters.length]).to.deep.equal([422, 'IdempotencyKeyReused', 0]);
    });

    const wrongs: readonly [string, () => object, string][] = [
      ['more items than the limit', () => manyVerdicts(MOST_ITEMS + 1), 'body.items'],
      ['no item', () => verdicts(), 'body.items'],
      ['an item twice', () => verdicts(item(number(1)), item(number(2)), item(number(1))), 'body.items[2].params'],
      ['a command that is not to be had in bulk', () => ({ ...verdicts(item(number(1))), command: 'draftPlan' }), 'body.command'],
      ['a parameter that is none', () => verdicts({ params: { id: number(1), 'a.$b': 'x' } }), 'body.items[0].params.a.$b'],
      ['what is nested without end', () => ({ ...verdicts(item(number(1))), shared: nest(9) }), 'body.shared'],
    ];
    const nest = (depth: number): object => (depth === 0 ? {} : { in: nest(depth - 1) });
    for (const [what, body, field] of wrongs) {
      it(`is refused as a whole for ${what}`, async () => {
        const answer = await post(body());
        expect([answer.status, answer.body.code]).to.deep.equal([400, 'InvalidInput']);
        expect(answer.body.errors.map((error: { field: string }) => error.field)).to.deep.equal([field]);
        expect(letters).to.deep.equal([]);
      });
    }

    it('is refused as a whole to a post that never has the right', async () => {
      const { status, body } = await post(verdicts(item(number(1))), { login: 'liaison' });
      expect([status, body.code, letters.length]).to.deep.equal([403, 'NoRight', 0]);
    });

    it('is stopped as a whole by a mark of secrecy in one item, and nothing of it is kept', async () => {
      const kept = await db.collection('bulkItems').countDocuments();
      const { status, body } = await post(verdicts(item(number(1)), item(number(2), { reason: '见附件（机密★10年）' })));
      expect([status, body.code]).to.deep.equal([422, 'SecretMark']);
      expect(body.errors[0].field).to.equal('body.items[1].body.reason');
      expect([await db.collection('bulkItems').countDocuments(), letters.length]).to.deep.equal([kept, 0]);
    });

    it('becomes an errand when it is long: where it is found is told at once, progress and answers follow', async () => {
      answers[number(5)] = refusal('OwnSubmission');
      const { status, body, headers } = await post(manyVerdicts(30));
      expect([status, body.total, body.waiting, letters.length]).to.deep.equal([202, 30, 30, 0]);
      expect(headers['location']).to.equal(`/api/v1/bulk-commands/${body.id}`);
      for (const waiting of await bulk.dueItems(clock.now(), 12)) await attend(waiting);
      const halfway = await get(`/bulk-commands/${body.id}`);
      expect(halfway.body).to.include({ total: 30, done: 11, refused: 1, waiting: 18 }).and.not.to.have.property('finishedAt');
      expect(halfway.body.askedBy).to.deep.equal({ person: 'p-reviewer', name: 'reviewer', post: '53/reviewer' });
      await clerkRound();
      const done = await get(`/bulk-commands/${body.id}`);
      expect(done.body).to.include({ done: 29, refused: 1, waiting: 0, finishedAt: clock.now() });
      expect(letters.map(({ to }) => to.id)).to.deep.equal(Array.from({ length: 30 }, (_, n) => number(n + 1)));
    });

    it('shows its answers page by page, or only those in one state', async () => {
      answers[number(30)] = refusal('OwnSubmission');
      const { body } = await post(manyVerdicts(30));
      await clerkRound();
      const first = await get(`/bulk-commands/${body.id}/items?limit=20`);
      const second = await get(`/bulk-commands/${body.id}/items?limit=20&cursor=${first.body.next}`);
      const indexes = [...first.body.items, ...second.body.items].map(({ index }) => index);
      expect(indexes).to.deep.equal(Array.from({ length: 30 }, (_, n) => n));
      expect(second.body.next).to.equal(null);
      const refused = await get(`/bulk-commands/${body.id}/items?state=refused`);
      expect(refused.body.items.map(({ index }: { index: number }) => index)).to.deep.equal([29]);
    });

    it('is seen by who asked and by the audit administrator; for others it does not exist', async () => {
      const { body } = await post(verdicts(item(number(1))));
      for (const path of [`/bulk-commands/${body.id}`, `/bulk-commands/${body.id}/items`]) {
        expect((await get(path, 'colleague')).status, path).to.equal(404);
        expect((await get(path, 'auditor')).status, path).to.equal(200);
      }
      expect((await get('/bulk-commands', 'colleague')).body.items).to.deep.equal([]);
      const [mine, audited] = [await get('/bulk-commands'), await get('/bulk-commands', 'auditor')];
      expect(mine.body.items.map(({ id }: { id: string }) => id)).to.include(body.id);
      expect(audited.body.items.map(({ id }: { id: string }) => id)).to.include(body.id);
    });

    it('lists the latest first, each with how far it is', async () => {
      clock.advance(60_000);
      const first = await post(verdicts(item(number(1))));
      clock.advance(60_000);
      const second = await post(manyVerdicts(21));
      const { body } = await get('/bulk-commands?limit=2');
      expect(body.items.map(({ id, waiting }: { id: string; waiting: number }) => [id, waiting])).to.deep.equal([
        [second.body.id, 21],
        [first.body.id, 0],
      ]);
      await clerkRound();
    });

    for (const code of ['Busy', 'EngineAway', 'Uncertain'] as const) {
      it(`leaves to the clerk what met ${code}, and tells where it is found`, async () => {
        answers[number(2)] = refusal(code);
        const key = newKey();
        const { status, body } = await post(verdicts(item(number(1)), item(number(2))), { key });
        expect([status, body.done, body.waiting]).to.deep.equal([202, 1, 1]);
        answers = {};
        clock.advance(1_000);
        await clerkRound();
        expect((await get(`/bulk-commands/${body.id}`)).body).to.include({ done: 2, waiting: 0 });
        const sent = letters.filter(({ to }) => to.id === number(2));
        expect(sent).to.have.lengthOf(2);
        expect(sent[1]).to.deep.equal(sent[0]);
        expect((await post(verdicts(item(number(1)), item(number(2))), { key })).status).to.equal(200);
      });
    }

    it('is finished by the clerk when the process that took it fell before it sent anything', async () => {
      const errand = { to: { kind: 'pilot', id: number(1) }, command: { type: 'closePilot' }, commandId: 'c-1', commandHash: 'h' };
      const actor = { person: 'p-reviewer', name: 'reviewer', ...holding('53', 'reviewer') };
      const asked = { id: 'f'.repeat(32), hash: 'h', command: 'closePilot', actor, receivedAt: clock.now(), total: 1 };
      await bulk.receive(asked, [{ index: 0, params: { id: number(1) }, received: { errand } }], clock.now() + 60_000);
      await clerkRound();
      expect(letters, 'its own process has a minute').to.deep.equal([]);
      clock.advance(60_000);
      await clerkRound();
      expect(letters.map(({ id }) => id)).to.deep.equal(['c-1']);
    });

    it('stays done, whatever a second sender hears afterwards, and becomes done where the first heard a refusal', async () => {
      const { body } = await post(manyVerdicts(21));
      const [first, second] = await bulk.dueItems(clock.now(), 2);
      const receipt = { seq: 9, events: [] };
      const closed = { code: 'Closed', facts: {} } as const;
      await bulk.done(first?.id ?? '', receipt, clock.now());
      await bulk.refused(first?.id ?? '', closed, clock.now());
      await bulk.refused(second?.id ?? '', closed, clock.now());
      await bulk.done(second?.id ?? '', receipt, clock.now());
      expect((await get(`/bulk-commands/${body.id}`)).body).to.include({ done: 2, refused: 0 });
      await clerkRound();
    });
  });
}
