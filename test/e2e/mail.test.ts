import { expect } from 'chai';
import { HOUR_MS, MINUTE_MS } from '../../domain/calendar.js';
import { mailModel, type MailDoc } from '../../models/mail.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { dayAfter, foundHost, logInAll, register, submitPlan, type Cast } from './stories.js';

/** A returned plan is written to the office director at once: the shortest way to a mail. */
describe('mail', () => {
  let house: House;
  let cast: Cast;
  let other: Cast;
  let hosts: Record<'53' | '52', string>;
  inHouse(async (opened) => {
    house = opened;
    [cast, other] = await Promise.all([logInAll(house), logInAll(house, '52')]);
    hosts = { 53: await foundHost(cast.director), 52: await foundHost(other.director, '52') };
  });
  afterEach(() => {
    delete house.mail.sink.behaviour.onMail;
    delete house.mail.sink.behaviour.onRecipient;
  });

  const directorOf = (province: string): string => `${province}-office-director@example.org`;
  const castOf = (province: '53' | '52'): Cast => (province === '53' ? cast : other);
  const submit = async (province: '53' | '52'): Promise<string> => {
    const pilot = await register(house, castOf(province).director, hosts[province]);
    await submitPlan(castOf(province), pilot, dayAfter(house.now(), 300));
    return pilot;
  };
  const sendBack = async (province: '53' | '52', pilot: string): Promise<string> => {
    const reasons = [{ section: 'goals', reason: '请细化' }];
    const returned = await castOf(province).provincialReviewer.insist('POST', `/pilots/${pilot}/plan-return`, { version: 1, reasons });
    expect(returned.status, returned.text).to.equal(200);
    return pilot;
  };
  const returnPlan = async (province: '53' | '52'): Promise<string> => sendBack(province, await submit(province));
  const mailsAbout = async (pilot: string) => (await house.mail.sink.listMails()).filter(({ mail }) => mail.text?.includes(pilot));
  const arrived = (pilot: string) => eventually(`mail about ${pilot}`, async () => (await mailsAbout(pilot))[0]);
  const rowOf = async (pilot: string): Promise<OutboxDoc | undefined> =>
    (await outboxModel(house.db)
      .findOne({ from: `pilot/${pilot}`, 'consequence.type': 'mail' })
      .lean<OutboxDoc>()) ?? undefined;
  const ledgerOf = async (pilot: string): Promise<MailDoc | undefined> => {
    const row = await rowOf(pilot);
    return (row?.mail === undefined ? null : await mailModel(house.db).findById(row.mail).lean<MailDoc>()) ?? undefined;
  };
  const letPass = (ms: number): Promise<void> => house.jumpTo(house.now() + ms);

  it('goes to whoever holds the post, and the ledger says so', async () => {
    const pilot = await returnPlan('53');
    const { envelopeTo, mail } = await arrived(pilot);
    expect(envelopeTo).to.deep.equal([directorOf('53')]);
    expect(mail.subject).to.include('督办');
    const ledger = await eventually('the ledger', async () => {
      const found = await ledgerOf(pilot);
      return found?.status === 'sent' && found;
    });
    expect(ledger).to.include({ to: directorOf('53'), attempts: 1, wasUncertain: false });
    const { _id: id } = ledger;
    expect(`<${id}>`).to.equal(mail.messageId);
  });

  it('is acknowledged by a click on the page it links to, and not by a look at it', async () => {
    const pilot = await returnPlan('53');
    const { mail } = await arrived(pilot);
    const path = /\/mails\/[\w-]{43}/.exec(mail.text ?? '')?.[0] ?? expect.fail('no link');
    const looked = await fetch(`${house.url}${path}`);
    expect(looked.status).to.equal(200);
    expect(await looked.text()).to.include('我已知悉');
    await eventually('the ledger', async () => (await ledgerOf(pilot))?.status === 'sent');
    expect((await fetch(`${house.url}${path}`, { method: 'POST', redirect: 'manual' })).status).to.equal(303);
    expect(await ledgerOf(pilot)).to.include({ status: 'acknowledged', wasUncertain: false });
  });

  it('is sent again when an operator asks for it, which stands in the record', async () => {
    const pilot = await returnPlan('53');
    await arrived(pilot);
    const { _id: id } = await eventually('the ledger', async () => {
      const found = await ledgerOf(pilot);
      return found?.status === 'sent' && found;
    });
    const operator = await house.visitor('system-administrator');
    const asked = await operator.send('POST', `/operations/mails/${id}/resend`, { reason: '来电要求' });
    expect(asked.status, asked.text).to.equal(202);
    const both = await eventually('the second copy', async () => {
      const found = await mailsAbout(pilot);
      return found.length === 2 && found;
    });
    expect(both.map(({ mail }) => mail.messageId)).to.deep.equal([`<${id}>`, `<${id}>`]);
    const auditor = await house.visitor('audit-administrator');
    expect((await auditor.list('/records/directory/mails')).map(({ type }) => type)).to.deep.equal(['mailResent']);
  });

  it('refused for one is kept for an operator to see, and the others get theirs', async () => {
    house.mail.sink.behaviour.onRecipient = (address) =>
      address === directorOf('53') ? { code: 550, message: 'no such mailbox' } : 'accept';
    const [refused, taken] = [await returnPlan('53'), await returnPlan('52')];
    await arrived(taken);
    await eventually('the refusal', async () => (await rowOf(refused))?.status === 'refused');
    expect(await mailsAbout(refused)).to.deep.equal([]);
    const operator = await house.visitor('system-administrator');
    const [mails, rows] = [
      await operator.list('/operations/mails?status=refused'),
      await operator.list('/operations/outbox?status=refused&type=mail'),
    ];
    expect(mails.map(({ person }) => person)).to.deep.equal(['p-53-office-director']);
    expect(mails[0]?.reason).to.equal('AddressRefused');
    expect(mails[0]?.said).to.include('no such mailbox');
    expect(rows.map(({ to, what }) => `${to} ${what}`)).to.deep.equal(['53/office-director planReturned']);
  });

  it('refused for good stands on the list of whoever corrects addresses, until it arrives at the new one', async () => {
    house.mail.sink.behaviour.onRecipient = (address) =>
      address === directorOf('52') ? { code: 550, message: 'no such mailbox' } : 'accept';
    const pilot = await returnPlan('52');
    const security = await house.visitor('security-administrator');
    const listed = async () => (await security.list('/operations/unreached')).find(({ who }) => who === 'p-52-office-director');
    expect(await eventually('the list', listed)).to.include({ kind: 'person', reason: 'AddressRefused' });
    const correct = async (email: string): Promise<void> => {
      const corrected = await security.insist('PATCH', '/people/p-52-office-director', { email, reason: '更正' });
      expect(corrected.status, corrected.text).to.equal(200);
    };
    await correct('new-director@example.org');
    const operator = await house.visitor('system-administrator');
    const { _id: id } = (await ledgerOf(pilot)) ?? expect.fail('no mail');
    expect((await operator.insist('POST', `/operations/mails/${id}/resend`, { reason: '地址已更正' })).status).to.equal(202);
    expect((await arrived(pilot)).envelopeTo).to.deep.equal(['new-director@example.org']);
    expect(await listed()).to.equal(undefined);
    await correct(directorOf('52'));
  });

  it('waits while the mail server is away; what is handed over meanwhile goes to the new holder', async () => {
    await house.mail.stop();
    const [waiting, handedOver] = [await returnPlan('52'), await returnPlan('53')];
    for (const pilot of [waiting, handedOver])
      await eventually('a first attempt in vain', async () => ((await rowOf(pilot))?.attempts ?? 0) > 0);
    expect((await rowOf(waiting))?.status).to.equal('queued');
    const body = { person: 'p-53-leader', reason: '轮岗' };
    const handover = await cast.director.send('POST', '/units/53/posts/office-director/handover', body);
    expect(handover.status, handover.text).to.equal(200);
    await house.mail.start();
    await letPass(2 * MINUTE_MS);
    expect((await arrived(waiting)).envelopeTo).to.deep.equal([directorOf('52')]);
    expect((await arrived(handedOver)).envelopeTo).to.deep.equal(['53-leader@example.org']);
    expect((await mailsAbout(handedOver)).length + (await mailsAbout(waiting)).length).to.equal(2);
  });

  it('in flight when the postman was killed is sent again under its own id, and marked', async () => {
    let killed: Promise<void> | undefined;
    house.mail.sink.behaviour.onMail = () => {
      killed ??= house.worker.kill();
      return 'keep';
    };
    const pilot = await returnPlan('52');
    await arrived(pilot);
    await killed;
    delete house.mail.sink.behaviour.onMail;
    await letPass(3 * MINUTE_MS);
    const both = await eventually('the repeat', async () => {
      const found = await mailsAbout(pilot);
      return found.length === 2 && found;
    });
    expect(both[1]?.mail.messageId).to.equal(both[0]?.mail.messageId);
    expect(both.map(({ mail }) => mail.headers.get('x-duban-repeat'))).to.deep.equal([undefined, 'uncertain']);
    const ledger = await eventually('the ledger', async () => {
      const found = await ledgerOf(pilot);
      return found?.status === 'sent' && found;
    });
    expect(ledger).to.include({ wasUncertain: true, attempts: 2 });
  });

  it('whose connection broke after it was handed over keeps its id, and is marked', async () => {
    house.mail.sink.behaviour.onMail = () => 'keepSilently';
    const pilot = await returnPlan('52');
    await eventually('the doubt', async () => (await ledgerOf(pilot))?.status === 'uncertain');
    expect(await mailsAbout(pilot)).to.have.lengthOf(1);
    delete house.mail.sink.behaviour.onMail;
    await letPass(3 * MINUTE_MS);
    const both = await eventually('the repeat', async () => {
      const found = await mailsAbout(pilot);
      return found.length === 2 && found;
    });
    expect(both[1]?.mail.messageId).to.equal(both[0]?.mail.messageId);
    expect(await ledgerOf(pilot)).to.include({ wasUncertain: true });
  });

  it('to a post that nobody holds is kept, seen, and sent once somebody does', async () => {
    const [security, pilot] = [await house.visitor('security-administrator'), await submit('52')];
    const released = await security.insist('POST', '/units/52/posts/office-director/release', { reason: '调离' });
    expect(released.status, released.text).to.equal(200);
    await sendBack('52', pilot);
    await eventually('the empty post', async () => (await rowOf(pilot))?.status === 'unreached');
    const seated = await security.insist('POST', '/units/52/posts/office-director/holder', { person: 'p-52-leader', reason: '接任' });
    expect(seated.status, seated.text).to.equal(200);
    await letPass(HOUR_MS);
    expect((await arrived(pilot)).envelopeTo).to.deep.equal(['52-leader@example.org']);
  });
});
