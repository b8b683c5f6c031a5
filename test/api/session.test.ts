import { expect } from 'chai';
import Joi from 'joi';
import { SESSION_LONGEST_MS } from '../../server/auth/session.js';
import { route } from '../../server/http/route.js';
import { shape } from '../../server/http/schema.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { holding, openSite, PASSWORD, type Site } from './site.js';

/** Answers as whom it was called. */
const whoAmI = route({
  name: 'whoAmI',
  method: 'get',
  path: '/me',
  summary: { zh: '我', en: 'Me' },
  tags: [],
  access: 'post',
  response: {
    200: shape<{ person: string; post: string; behalf: string | null }>({
      person: Joi.string(),
      post: Joi.string(),
      behalf: Joi.string().allow(null),
    }),
  },
  examples: {},
  async handle({ actor }) {
    return { status: 200, body: { person: actor.person, post: actor.post, behalf: actor.onBehalfOf ?? null } };
  },
});

describe('a session', () => {
  let site: Site;
  let names: ReturnType<typeof unitsCalled>;
  beforeEach(async () => {
    names = unitsCalled({ '5301': '昆明市' });
    site = await openSite({ routes: [whoAmI], unitNames: names });
    await site.enrol('zhang.wei', holding('53', 'office-director'), holding('53', 'liaison'));
  });
  afterEach(() => site.close());

  const attempt = (login: string, password: string) => site.browser().post('/api/v1/session').send({ login, password });

  describe('at log-in', () => {
    it('opens with the right password and shows person, posts and token', async () => {
      const { view } = await site.logIn('zhang.wei');
      expect(view.person).to.deep.equal({ id: 'p-zhang.wei', name: 'zhang.wei', email: 'zhang.wei@example.org' });
      expect(view.currentPost).to.equal('53/office-director');
      expect(view.posts.map(({ postName }: { postName: { zh: string } }) => postName.zh)).to.deep.equal([
        '云南省办公室主任',
        '云南省联络员',
      ]);
      expect(view.csrfToken).to.have.length.above(40);
    });

    it('takes the login name in any case and width, blanks around it or not', async () => {
      await attempt(' ＺＨＡＮＧ.Wei ', PASSWORD).expect(201);
    });

    it('gives a cookie that scripts cannot read and other sites cannot send, named after the instance', async () => {
      const { headers } = await attempt('zhang.wei', PASSWORD);
      expect(headers['set-cookie']?.[0]).to.match(/^duban-test=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    });

    it('gives a Secure cookie beyond this machine, and refuses to log in where it could not travel', async () => {
      const config = { publicUrl: 'https://duban.example.org', instance: 'x', sessionSecret: 's'.repeat(32), trustedProxies: ['loopback'] };
      const secure = await openSite({ config });
      await secure.enrol('zhang.wei');
      const send = () => secure.browser().post('/api/v1/session').send({ login: 'zhang.wei', password: PASSWORD });
      const { body } = await send().expect(403);
      expect(body.code).to.equal('HttpsRequired');
      const { headers } = await send().set('X-Forwarded-Proto', 'https').expect(201);
      expect(headers['set-cookie']?.[0]).to.match(/^__Host-duban-x=.*; Secure; /);
      await secure.close();
    });

    it('tells an unknown login and a wrong password alike', async () => {
      const unknown = await attempt('nobody', PASSWORD).expect(401);
      const wrong = await attempt('zhang.wei', 'not the password').expect(401);
      expect({ ...unknown.body, requestId: '' }).to.deep.equal({ ...wrong.body, requestId: '' });
      expect(wrong.body.code).to.equal('WrongPassword');
    });

    it('tells that an account is locked only to who knows its password', async () => {
      await lock('zhang.wei');
      const { body: guess } = await attempt('zhang.wei', 'not the password').expect(401);
      const { body: owner } = await attempt('zhang.wei', PASSWORD).expect(403);
      expect([guess.code, owner.code]).to.deep.equal(['WrongPassword', 'AccountLocked']);
    });

    it('stops after five wrong passwords, says for how long, and looks at no further one', async () => {
      for (let guess = 1; guess <= 5; guess += 1) await attempt('zhang.wei', `guess ${guess}`).expect(401);
      const { body, headers } = await attempt('zhang.wei', PASSWORD).expect(429);
      expect(body.code).to.equal('TooManyAttempts');
      expect(body.sentences.en).to.equal('Too many attempts to log in. Try again in 15 min.');
      expect(Number(headers['retry-after'])).to.be.within(841, 900);
    });

    it('counts guesses that come at the same time', async () => {
      const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => attempt('zhang.wei', `guess ${guess}`)));
      expect(guesses.filter(({ status }) => status === 401)).to.have.length(5);
      expect(guesses.filter(({ status }) => status === 429)).to.have.length(7);
    });

    it('forgets former guesses once the password was right', async () => {
      for (let round = 0; round < 3; round += 1) {
        for (let guess = 0; guess < 4; guess += 1) await attempt('zhang.wei', `guess ${guess}`).expect(401);
        await attempt('zhang.wei', PASSWORD).expect(201);
      }
    });

    it('begins under a new id, so that an id planted before is worth nothing', async () => {
      const { browser } = await site.logIn('zhang.wei');
      const former = await browser.get('/api/v1/session').expect(200);
      const planted = former.request.cookies;
      expect(planted).to.match(/^duban-test=s%3A/);
      const again = await browser.post('/api/v1/session').send({ login: 'zhang.wei', password: PASSWORD }).expect(201);
      expect(again.headers['set-cookie']?.[0]?.split(';')[0]).not.to.equal(planted);
      await site.browser().get('/api/v1/session').set('Cookie', planted).expect(401);
    });
  });

  describe('while it is open', () => {
    it('asks for the posts once per request and writes nothing', async () => {
      const { browser } = await site.logIn('zhang.wei');
      const written: string[] = [];
      const set = site.sessionStore.set.bind(site.sessionStore);
      site.sessionStore.set = (id, session, done) => {
        written.push(id);
        set(id, session, done);
      };
      site.posts.asked = 0;
      await browser.get('/api/v1/me').expect(200);
      expect(site.posts.asked).to.equal(1);
      expect(written).to.deep.equal([]);
    });

    it('acts with the post chosen', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const { body } = await browser.put('/api/v1/session/post').set('X-CSRF-Token', csrfToken).send({ post: '53/liaison' }).expect(200);
      expect(body.currentPost).to.equal('53/liaison');
      const { body: me } = await browser.get('/api/v1/me').expect(200);
      expect(me).to.deep.equal({ person: 'p-zhang.wei', post: '53/liaison', behalf: null });
    });

    it('refuses a post that is not held', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const { body } = await browser.put('/api/v1/session/post').set('X-CSRF-Token', csrfToken).send({ post: '11/leader' }).expect(403);
      expect(body.code).to.equal('PostNotHeld');
      expect(names.asked).to.equal(0);
    });

    it('calls a post of a city that is not held by the name of the city', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const { body } = await browser.put('/api/v1/session/post').set('X-CSRF-Token', csrfToken).send({ post: '5301/liaison' }).expect(403);
      expect(body.detail).to.equal('您未担任云南省昆明市联络员，请重新选择岗位。');
      expect(body.sentences.en).to.contain('the post of liaison of 昆明市 in Yunnan');
      expect(names.asked).to.equal(1);
    });

    it('names whose post it is where it is held by delegation', async () => {
      site.posts.hold('p-zhang.wei', { ...holding('53', 'leader'), onBehalfOf: 'p-li.na' });
      const { browser } = await site.logIn('zhang.wei');
      const { body } = await browser.get('/api/v1/me').expect(200);
      expect(body.behalf).to.equal('p-li.na');
    });

    it('loses a right with the very next request, and does not slip into another post', async () => {
      const { browser } = await site.logIn('zhang.wei');
      await browser.get('/api/v1/me').expect(200);
      site.posts.hold('p-zhang.wei', holding('53', 'liaison'));
      const { body } = await browser.get('/api/v1/me').expect(403);
      expect(body.code).to.equal('PostNotHeld');
      const { body: view } = await browser.get('/api/v1/session').expect(200);
      expect(view.currentPost).to.equal(null);
    });

    it('tells somebody without any post that they have none', async () => {
      site.posts.hold('p-zhang.wei');
      const { browser, view } = await site.logIn('zhang.wei');
      expect(view.currentPost).to.equal(null);
      const { body } = await browser.get('/api/v1/me').expect(403);
      expect(body.code).to.equal('NoPost');
    });
  });

  describe('against other sites', () => {
    it('refuses a change without its token, or with another', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const send = () => browser.put('/api/v1/session/post').send({ post: '53/liaison' });
      for (const token of ['', 'x', `${csrfToken}x`, 'x'.repeat(csrfToken.length)]) {
        const { body } = await send().set('X-CSRF-Token', token).expect(403);
        expect(body.code).to.equal('CsrfRejected');
      }
      await send().expect(403);
    });

    it("refuses a change that comes from another site, the session's token or not", async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const send = () => browser.put('/api/v1/session/post').set('X-CSRF-Token', csrfToken).send({ post: '53/liaison' });
      await send().set('Origin', 'https://evil.example').expect(403);
      await send().set('Origin', 'null').expect(403);
      await send().set('Sec-Fetch-Site', 'cross-site').expect(403);
      await send().set('Sec-Fetch-Site', 'same-site').expect(403);
      await send().set('Origin', site.url).set('Sec-Fetch-Site', 'same-origin').expect(200);
      await send().set('Origin', 'http://127.0.0.1:3000').expect(200);
    });

    it('refuses a log-in that another site starts', async () => {
      const { body } = await attempt('zhang.wei', PASSWORD).set('Origin', 'https://evil.example').expect(403);
      expect(body.code).to.equal('CsrfRejected');
    });
  });

  describe('at its end', () => {
    it('is closed by logging out', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const cookie = (await browser.get('/api/v1/session')).request.cookies;
      await browser.delete('/api/v1/session').set('X-CSRF-Token', csrfToken).expect(204);
      await site.browser().get('/api/v1/session').set('Cookie', cookie).expect(401);
    });

    it('is over after twelve hours, however busy', async () => {
      const { browser } = await site.logIn('zhang.wei');
      site.clock.advance(SESSION_LONGEST_MS - 1);
      await browser.get('/api/v1/session').expect(200);
      site.clock.advance(1);
      const { body } = await browser.get('/api/v1/session').expect(401);
      expect(body.code).to.equal('NotLoggedIn');
    });

    it('is not believed when its cookie was signed by somebody else', async () => {
      await site.browser().get('/api/v1/session').set('Cookie', 'duban-test=s%3Aforged.c2lnbmF0dXJl').expect(401);
    });

    it('does not outlive a lock that came while it was being opened', async () => {
      const of = site.posts.of.bind(site.posts);
      site.posts.of = async (person, now) => {
        await lock('zhang.wei'); // between the look at the password and the session's being written
        return of(person, now);
      };
      const { body, headers } = await attempt('zhang.wei', PASSWORD).expect(403);
      expect(body.code).to.equal('AccountLocked');
      expect(headers['set-cookie']?.[0]).to.match(/^duban-test=;/);
    });
  });

  describe('with a password of somebody else’s', () => {
    const changePassword = async (current: string, next: string) => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      return { browser, answer: await browser.put('/api/v1/session/password').set('X-CSRF-Token', csrfToken).send({ current, next }) };
    };

    it('does nothing but change it', async () => {
      await reset('zhang.wei');
      const { browser, view } = await site.logIn('zhang.wei');
      expect(view.mustChangePassword).to.equal(true);
      const { body } = await browser.get('/api/v1/me').expect(403);
      expect(body.code).to.equal('PasswordMustChange');
      await browser.get('/api/v1/session').expect(200);
    });

    it('goes on once it is changed', async () => {
      await reset('zhang.wei');
      const { browser, answer } = await changePassword(PASSWORD, 'another quiet sentence');
      expect(answer.body).to.include({ mustChangePassword: false });
      await browser.get('/api/v1/me').expect(200);
      await attempt('zhang.wei', PASSWORD).expect(401);
      await attempt('zhang.wei', 'another quiet sentence').expect(201);
    });

    it('is not pressed to in the demo', async () => {
      const demo = await openSite({ routes: [whoAmI], isDemo: true });
      await demo.enrol('zhang.wei', holding('53', 'liaison'));
      await reset('zhang.wei', demo);
      const { browser, view } = await demo.logIn('zhang.wei');
      expect(view).to.include({ mustChangePassword: false, demo: true });
      await browser.get('/api/v1/me').expect(200);
      await demo.close();
    });

    it('ends every other session of the account when it is changed, and says so in the record', async () => {
      const { browser: elsewhere } = await site.logIn('zhang.wei');
      const { browser } = await changePassword(PASSWORD, 'another quiet sentence');
      await elsewhere.get('/api/v1/session').expect(401);
      await browser.get('/api/v1/session').expect(200);
      expect(site.accounts.entries.at(-1)?.event).to.deep.equal({ type: 'passwordChanged', login: 'zhang.wei' });
      expect(site.accounts.entries.at(-1)?.actor.person).to.equal('p-zhang.wei');
    });

    it('takes none that is short, long, common, the login name or the same again', async () => {
      await site.enrol('a.very.long.login', holding('53', 'liaison'));
      const { browser, csrfToken } = await site.logIn('a.very.long.login');
      for (const next of ['short', 'x'.repeat(11), 'long '.repeat(26), 'PassWord1234', 'aaaaaaaaaaaaaa', 'A.very.long.login', PASSWORD]) {
        const { body, status } = await browser
          .put('/api/v1/session/password')
          .set('X-CSRF-Token', csrfToken)
          .send({ current: PASSWORD, next });
        expect([status, body.code, body.errors?.[0]?.field], next).to.deep.equal([400, 'InvalidInput', 'body.next']);
      }
    });

    it('asks for the present one, and throttles that question too', async () => {
      const { browser, csrfToken } = await site.logIn('zhang.wei');
      const send = () =>
        browser.put('/api/v1/session/password').set('X-CSRF-Token', csrfToken).send({ current: 'a guess', next: 'another quiet sentence' });
      const { body } = await send().expect(400);
      expect(body.errors).to.deep.equal([{ field: 'body.current', zh: '密码不正确。', en: 'The password is wrong.' }]);
      for (let guess = 2; guess <= 5; guess += 1) await send().expect(400);
      await send().expect(429);
    });
  });

  const change = async (type: 'accountLocked' | 'passwordReset', login: string, on: Site) => {
    const account = await on.accounts.find(login);
    const actor = { person: 'p-admin', name: 'admin', ...holding('00', 'security-administrator') };
    const entry = { commandId: `${type}-${login}`, commandHash: '', receivedAt: 0, actor, reason: 'test', event: { type, login } } as const;
    await on.accounts.commit(entry, { hash: account?.passwordHash ?? '', mustChange: true });
  };
  const lock = (login: string) => change('accountLocked', login, site);
  const reset = (login: string, on = site) => change('passwordReset', login, on);
});
