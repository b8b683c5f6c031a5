import { expect } from 'chai';
import { MAIL_REASONS } from '../../domain/mail-reasons.js';
import type { DirectoryEntry } from '../../models/account.js';
import type { MailDoc } from '../../models/mail.js';
import type { MailResent, ResendResult } from '../../models/mail-desk.js';
import type { UnreachedDoc } from '../../models/unreached.js';
import { reasonWords } from '../../server/words/mail-reasons.js';
import { mailRoutes } from '../../server/routes/mails.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { holding, openSite, type Site } from './site.js';

const TOKEN = 'a'.repeat(43);
const FIRST_AT = Date.UTC(2026, 2, 18, 0, 31);
const mail: MailDoc = {
  _id: 'f3a1@duban',
  person: 'p-1',
  to: 'p-1@example.org',
  subject: '督办：<b>【催办】</b> / "Chase"',
  rows: ['r1'],
  status: 'sent',
  reason: '',
  firstAt: FIRST_AT,
  changedAt: FIRST_AT,
  attempts: 1,
  wasUncertain: false,
  token: TOKEN,
};

describe('a mail', () => {
  let site: Site;
  let kept: MailDoc;
  let resent: DirectoryEntry<MailResent>[];
  let result: ResendResult;
  const stored: UnreachedDoc[] = [1, 2, 3].map((n) => ({
    _id: `p-${n}`,
    kind: 'person',
    since: n,
    reason: 'AddressRefused',
    said: 'no such mailbox',
    count: n,
  }));
  const listOf = <T extends object>(items: () => readonly T[]) => ({
    find: async ({ filter, sort, limit }: { filter: object; sort: Readonly<Record<string, 1 | -1>>; limit: number }) =>
      sortBy(
        items().filter((item) => matches(item, { ...filter })),
        sort,
      ).slice(0, limit),
    count: async () => items().length,
  });
  before(async () => {
    site = await openSite({
      routes: mailRoutes({
        unitNames: unitsCalled({ '53-h001': '滇中新区产业园' }),
        lists: { mails: listOf(() => [kept]), unreached: listOf(() => stored) },
        mailDesk: {
          resend: async (entry) => {
            resent.push(entry);
            return result;
          },
        },
      }),
      mailDesk: {
        find: async (token) => (token === kept.token ? kept : undefined),
        acknowledge: async (token, by, now) => {
          if (token !== kept.token) return undefined;
          if (kept.acknowledgedAt === undefined)
            kept = { ...kept, status: 'acknowledged', acknowledgedAt: now, ...(by === undefined ? {} : { acknowledgedBy: by }) };
          return kept;
        },
      },
    });
    await site.enrol('system', holding('00', 'system-administrator'));
    await site.enrol('audit', holding('00', 'audit-administrator'));
    await site.enrol('security', holding('00', 'security-administrator'));
    await site.enrol('liaison', holding('53', 'liaison'));
  });
  after(() => site?.close());
  beforeEach(() => {
    kept = mail;
    resent = [];
    result = 'queued';
  });

  describe('has a page of its own', () => {
    it('with its subject and a button, Chinese first, no script, and nothing that a subject could break out of', async () => {
      const { text, headers } = await site.browser().get(`/mails/${TOKEN}`).expect(200).expect('content-type', /html/);
      expect(text).to.include('<html lang="zh-CN">').and.include('我已知悉').and.include('I have read it').and.include('2026-03-18 08:31');
      expect(text).to.include('督办：&lt;b&gt;【催办】&lt;/b&gt; / &quot;Chase&quot;').and.not.include('<script');
      expect(text.indexOf('督办邮件')).to.be.lessThan(text.indexOf('A mail from Duban'));
      expect(headers['cache-control']).to.equal('no-store');
      expect(headers['content-security-policy']).to.include("frame-ancestors 'none'");
    });

    it('and looking at it says nothing', async () => {
      await site.browser().get(`/mails/${TOKEN}`).expect(200);
      expect(kept.status).to.equal('sent');
    });

    it('where a click says that it was read, once for all', async () => {
      const { headers } = await site.browser().post(`/mails/${TOKEN}`).expect(303);
      expect(headers['location']).to.equal(`/mails/${TOKEN}`);
      const acknowledgedAt = kept.acknowledgedAt;
      expect(acknowledgedAt).to.equal(site.clock.now());
      expect(kept).to.not.have.property('acknowledgedBy');
      await site.browser().post(`/mails/${TOKEN}`).expect(303);
      expect(kept.acknowledgedAt).to.equal(acknowledgedAt);
      const { text } = await site.browser().get(`/mails/${TOKEN}`).expect(200);
      expect(text).to.include('已确认知悉').and.not.include('<button');
    });

    it('where the ledger is told who was logged in', async () => {
      const { browser } = await site.logIn('liaison');
      await browser.post(`/mails/${TOKEN}`).expect(303);
      expect(kept.acknowledgedBy).to.equal('p-liaison');
    });

    it('where a click that another site makes counts for nothing', async () => {
      await site.browser().post(`/mails/${TOKEN}`).set('Sec-Fetch-Site', 'cross-site').expect(403);
      await site.browser().post(`/mails/${TOKEN}`).set('Origin', 'https://elsewhere.example').expect(403);
      expect(kept.status).to.equal('sent');
    });

    it('that is not found under any other link, told as a page', async () => {
      for (const token of ['b'.repeat(43), 'short', '%24ne']) {
        const { text } = await site.browser().get(`/mails/${token}`).expect(404);
        expect(text).to.include('未找到').and.include('Not found');
        await site.browser().post(`/mails/${token}`).expect(404);
      }
    });

    it('whose link stands in no log', async () => {
      await site.browser().get(`/mails/${TOKEN}`).expect(200);
      expect(site.log.join('\n')).to.include('/mails/').and.not.include(TOKEN);
    });
  });

  describe('is sent again by hand', () => {
    const resend = async (
      login: string,
      headers: Record<string, string> = { 'Idempotency-Key': 'resend-0001' },
      body: object = { reason: '来电要求' },
    ) => {
      const { browser, csrfToken } = await site.logIn(login);
      return browser
        .post('/api/v1/operations/mails/f3a1@duban/resend')
        .set({ 'X-CSRF-Token': csrfToken, ...headers })
        .send(body);
    };

    it('by the system administrator, on record with a reason', async () => {
      const answer = await resend('system');
      expect(answer.status, answer.text).to.equal(202);
      expect(answer.body).to.deep.equal({ id: 'f3a1@duban', status: 'queued' });
      expect(resent).to.have.lengthOf(1);
      expect(resent[0]).to.deep.include({
        reason: '来电要求',
        event: { type: 'mailResent', mail: 'f3a1@duban' },
        receivedAt: site.clock.now(),
      });
      expect(resent[0]?.actor).to.include({ person: 'p-system', post: '00/system-administrator' });
    });

    it('once, however often the command is repeated', async () => {
      result = 'repeated';
      expect((await resend('system')).status).to.equal(202);
    });

    it('and refused where there is nothing to send again, no such mail, or the key was used for something else', async () => {
      for (const [told, status, code] of [
        ['still', 409, 'MailNotResendable'],
        ['missing', 404, 'NotFound'],
        ['reused', 422, 'IdempotencyKeyReused'],
      ] as const) {
        result = told;
        const answer = await resend('system');
        expect([answer.status, answer.body.code]).to.deep.equal([status, code]);
      }
    });

    it('and by nobody else, not without a key, and not without a reason', async () => {
      for (const login of ['audit', 'liaison']) expect((await resend(login)).body.code).to.equal('NoRight');
      expect((await resend('system', {})).body.code).to.equal('IdempotencyKeyMissing');
      expect((await resend('system', { 'Idempotency-Key': 'resend-0002' }, {})).body.code).to.equal('InvalidInput');
      expect((await site.browser().post('/api/v1/operations/mails/x/resend').send({ reason: 'x' })).body.code).to.equal('NotLoggedIn');
      expect(resent).to.deep.equal([]);
    });
  });

  it('is in the ledger without the link that opens it', async () => {
    kept = { ...mail, status: 'acknowledged', acknowledgedAt: 5, acknowledgedBy: 'p-1' };
    const { browser } = await site.logIn('audit');
    const { body, text } = await browser.get('/api/v1/operations/mails?status=acknowledged').expect(200);
    expect(body.items).to.have.lengthOf(1);
    expect(body.items[0]).to.include({ status: 'acknowledged', acknowledgedAt: 5, acknowledgedBy: 'p-1' });
    expect(text).not.to.include(TOKEN);
  });

  it('is in the ledger with the reason in both languages, and what the mail server said', async () => {
    kept = { ...mail, status: 'uncertain', reason: 'ConnectionLost', said: 'socket hang up' };
    const { browser } = await site.logIn('audit');
    const { body } = await browser.get('/api/v1/operations/mails').expect(200);
    expect(body.items[0]).to.deep.include({ reason: 'ConnectionLost', why: reasonWords('ConnectionLost'), said: 'socket hang up' });
    for (const code of MAIL_REASONS) {
      expect(reasonWords(code).zh).to.match(/[一-鿿]/);
      expect(reasonWords(code).en).to.match(/^[A-Z].* .*\.$/);
    }
    expect(reasonWords('EndReached')).to.deep.equal({
      zh: '试点已于 … 结束实施，恢复时不能另定结束日期。',
      en: 'The pilot reached its last day on …; a resumption cannot name another.',
    });
  });

  it('that never arrived is listed by whom it was for, page by page', async () => {
    const { browser } = await site.logIn('system');
    const first = await browser.get('/api/v1/operations/unreached?limit=2').expect(200);
    expect(first.body.items.map(({ who }: { who: string }) => who)).to.deep.equal(['p-1', 'p-2']);
    const second = await browser.get(`/api/v1/operations/unreached?limit=2&cursor=${first.body.next}`).expect(200);
    expect(second.body).to.deep.equal({
      items: [
        {
          who: 'p-3',
          kind: 'person',
          since: 3,
          reason: 'AddressRefused',
          why: reasonWords('AddressRefused'),
          said: 'no such mailbox',
          count: 3,
        },
      ],
      next: null,
    });
    stored.push({ _id: '53-h001/liaison', kind: 'post', since: 4, reason: 'PostEmpty', count: 1 });
    const { body } = await browser.get('/api/v1/operations/unreached').expect(200);
    expect(body.items.at(-1)).to.include({ who: '53-h001/liaison', kind: 'post' });
    expect(body.items.at(-1).whoName).to.deep.equal({ zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' });
    stored.pop();
    // Who corrects addresses and fills posts sees whose they are.
    const security = await site.logIn('security');
    expect((await security.browser.get('/api/v1/operations/unreached')).body.items).to.have.lengthOf(3);
    expect((await security.browser.get('/api/v1/operations/mails')).body.code).to.equal('NoRight');
    const liaison = await site.logIn('liaison');
    expect((await liaison.browser.get('/api/v1/operations/unreached')).body.code).to.equal('NoRight');
  });
});
