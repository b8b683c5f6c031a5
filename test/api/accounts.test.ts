import { expect } from 'chai';
import { holding, openSite, PASSWORD, type Site } from './site.js';

describe('accounts', () => {
  let site: Site;
  let admin: Awaited<ReturnType<Site['logIn']>>;
  beforeEach(async () => {
    site = await openSite();
    await site.enrol('admin', holding('00', 'security-administrator'));
    await site.enrol('zhang.wei', holding('53', 'liaison'));
    admin = await site.logIn('admin');
  });
  afterEach(() => site.close());

  let keys = 0;
  const send = (
    path: string,
    body: object,
    { method = 'post', key = `accounts-${(keys += 1)}` }: { method?: 'post' | 'patch'; key?: string } = {},
  ) => admin.browser[method](`/api/v1${path}`).set('X-CSRF-Token', admin.csrfToken).set('Idempotency-Key', key).send(body);
  const why = { reason: '本人申请，已核实。' };
  const newcomer = { login: 'li.na', name: '李娜', email: 'li.na@example.org', reason: '新任联络员' };

  it('are for the security administrator alone', async () => {
    const { browser, csrfToken } = await site.logIn('zhang.wei');
    expect((await browser.get('/api/v1/accounts').expect(403)).body.code).to.equal('NoRight');
    const locking = browser.post('/api/v1/accounts/admin/lock').set('X-CSRF-Token', csrfToken).set('Idempotency-Key', 'accounts-x');
    expect((await locking.send(why).expect(403)).body.code).to.equal('NoRight');
    await site.browser().get('/api/v1/accounts').expect(401);
  });

  it('are listed page by page with the people they belong to', async () => {
    const first = await admin.browser.get('/api/v1/accounts?limit=1').expect(200);
    const second = await admin.browser.get(`/api/v1/accounts?limit=1&cursor=${first.body.next}`).expect(200);
    expect([...first.body.items, ...second.body.items].map(({ login }) => login)).to.deep.equal(['admin', 'zhang.wei']);
    expect(first.body.items[0].person).to.deep.equal({ id: 'p-admin', name: 'admin', email: 'admin@example.org' });
    expect(second.body.next).to.equal(null);
    expect(JSON.stringify(first.body)).not.to.contain('argon2');
  });

  it('can be listed by what is locked', async () => {
    await send('/accounts/zhang.wei/lock', why).expect(200);
    const { body } = await admin.browser.get('/api/v1/accounts?isLocked=true').expect(200);
    expect(body.items.map(({ login }: { login: string }) => login)).to.deep.equal(['zhang.wei']);
  });

  it('are added with a one-time password that opens the door once it is changed', async () => {
    const { body } = await send('/accounts', newcomer).expect(201);
    expect(body.account).to.deep.include({ login: 'li.na', mustChangePassword: true, isLocked: false });
    const browser = site.browser();
    const { body: view } = await browser.post('/api/v1/session').send({ login: 'li.na', password: body.oneTimePassword }).expect(201);
    expect(view).to.deep.include({ mustChangePassword: true, person: body.account.person });
  });

  it('show their one-time password once: a repeat adds nobody and shows none', async () => {
    const first = await send('/accounts', newcomer, { key: 'add-li-na' }).expect(201);
    const again = await send('/accounts', newcomer, { key: 'add-li-na' }).expect(201);
    expect(first.body.oneTimePassword).to.have.length(16);
    expect(again.body).to.deep.equal({ account: first.body.account, oneTimePassword: null });
    expect(site.accounts.entries.filter(({ event }) => event.type === 'accountAdded' && event.login === 'li.na')).to.have.length(1);
  });

  it('refuse a key that was used for something else', async () => {
    await send('/accounts', newcomer, { key: 'add-li-na' }).expect(201);
    const { body } = await send('/accounts', { ...newcomer, name: '李丽' }, { key: 'add-li-na' }).expect(422);
    expect(body.code).to.equal('IdempotencyKeyReused');
  });

  it('refuse a login name that is taken, or that is none', async () => {
    expect((await send('/accounts', { ...newcomer, login: 'zhang.wei' }).expect(409)).body.code).to.equal('AccountExists');
    for (const login of ['Li.Na', 'li na', '.li', 'li', '李娜']) {
      expect((await send('/accounts', { ...newcomer, login }).expect(400)).body.errors[0].field, login).to.equal('body.login');
    }
  });

  it('do nothing without a reason', async () => {
    expect((await send('/accounts/zhang.wei/lock', {}).expect(400)).body.errors[0].field).to.equal('body.reason');
  });

  it('that are locked lose every session at once, and open no other until they are unlocked', async () => {
    const one = await site.logIn('zhang.wei');
    const two = await site.logIn('zhang.wei');
    await send('/accounts/zhang.wei/lock', why).expect(200);
    await one.browser.get('/api/v1/session').expect(401);
    await two.browser.get('/api/v1/session').expect(401);
    await admin.browser.get('/api/v1/session').expect(200);
    await site.browser().post('/api/v1/session').send({ login: 'zhang.wei', password: PASSWORD }).expect(403);
    await send('/accounts/zhang.wei/unlock', why).expect(200);
    await site.logIn('zhang.wei');
  });

  it('whose password is reset lose every session at once, and the former password', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await send('/accounts/zhang.wei/reset-password', why).expect(200);
    await browser.get('/api/v1/session').expect(401);
    await site.browser().post('/api/v1/session').send({ login: 'zhang.wei', password: PASSWORD }).expect(401);
    await site.browser().post('/api/v1/session').send({ login: 'zhang.wei', password: body.oneTimePassword }).expect(201);
  });

  it('are never locked, unlocked or reset by their owner', async () => {
    for (const path of ['lock', 'unlock', 'reset-password']) {
      expect((await send(`/accounts/ADMIN/${path}`, why).expect(409)).body.code, path).to.equal('OwnAccount');
    }
  });

  it('that do not exist are not found', async () => {
    expect((await send('/accounts/nobody/lock', why).expect(404)).body.code).to.equal('NotFound');
    expect((await send('/people/nobody', { email: 'a@b.cn', ...why }, { method: 'patch' }).expect(404)).body.code).to.equal('NotFound');
  });

  it("have their person's name and address corrected", async () => {
    const { body } = await send('/people/p-zhang.wei', { email: 'wei@intranet', ...why }, { method: 'patch' }).expect(200);
    expect(body).to.deep.equal({ id: 'p-zhang.wei', name: 'zhang.wei', email: 'wei@intranet' });
    expect((await send('/people/p-zhang.wei', why, { method: 'patch' }).expect(400)).body.errors[0].field).to.equal('body');
    expect(
      (await send('/people/p-zhang.wei', { email: 'none', name: '', ...why }, { method: 'patch' }).expect(400)).body.errors,
    ).to.have.length(2);
  });

  it('leave in the record who changed what and why, and no password', async () => {
    await send('/accounts', newcomer).expect(201);
    await send('/accounts/li.na/lock', why).expect(200);
    await send('/accounts/li.na/unlock', why).expect(200);
    await send('/accounts/li.na/reset-password', why).expect(200);
    const id = (await site.accounts.find('li.na'))?.personId ?? '';
    await send(`/people/${id}`, { email: 'na@example.org', ...why }, { method: 'patch' }).expect(200);
    const entries = site.accounts.entries.slice(2);
    expect(entries.map(({ event }) => event)).to.deep.equal([
      { type: 'accountAdded', login: 'li.na', personId: id, name: '李娜', email: 'li.na@example.org' },
      { type: 'accountLocked', login: 'li.na' },
      { type: 'accountUnlocked', login: 'li.na' },
      { type: 'passwordReset', login: 'li.na' },
      { type: 'personChanged', personId: id, email: 'na@example.org' },
    ]);
    for (const { actor, receivedAt } of entries) {
      expect(actor).to.deep.equal({ person: 'p-admin', name: 'admin', ...holding('00', 'security-administrator') });
      expect(receivedAt).to.equal(site.clock.now());
    }
    expect(entries.map(({ reason }) => reason)).to.deep.equal(['新任联络员', why.reason, why.reason, why.reason, why.reason]);
    expect(JSON.stringify(entries)).not.to.match(/argon2|assword":/);
  });
});
