import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/calendar.js';
import type { Mailer } from '../../domain/errand-ports.js';
import { entityModel } from '../../models/entity.js';
import type { MailDoc } from '../../models/mail.js';
import { createMailDesk } from '../../models/mail-desk.js';
import { personModel } from '../../models/person.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { openPostOffice } from './post-office.js';

describe('postmen with an operator beside them', () => {
  const { db, clock, seat, notice, insert, rowOf, mailsOf, listed, post, mailbox, refused } = openPostOffice();
  const desk = () => createMailDesk(db(), createDirectoryRecord(db()));
  const ask = (mail: string, commandId: string, commandHash = 'h') =>
    desk().resend({ commandId, commandHash, receivedAt: clock.now, actor: SYSTEM, reason: '来电', event: { type: 'mailResent', mail } });
  const sendFirst = async (send: Mailer['send']): Promise<MailDoc> => {
    await seat(['9001', 'p1']);
    await insert(notice('m1', '9001'));
    await post(send);
    return (await mailsOf('p1'))[0] ?? expect.fail('no mail');
  };
  const lost = () => ({ outcome: 'uncertain', why: { reason: 'ConnectionLost' } }) as const;

  it('leave to them what may have gone out six times', async () => {
    const { sent, send } = mailbox(lost);
    await sendFirst(send);
    for (let hour = 1; hour < 8; hour += 1) {
      clock.now += HOUR_MS;
      await post(send);
    }
    expect(sent).to.have.lengthOf(6);
    expect((await rowOf('m1')).status).to.equal('refused');
  });

  it('send again what was refused, to the address of today, and take its receiver off the list', async () => {
    const { _id: id } = await sendFirst(mailbox(refused).send);
    await personModel(db()).updateOne({ _id: 'p1' }, { email: 'new@example.org' });
    expect(await ask(id, 'c1')).to.equal('queued');
    expect(await listed()).to.deep.equal([]);
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ to, messageId, isRepeat }) => [to, messageId, isRepeat])).to.deep.equal([['new@example.org', id, false]]);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', attempts: 2, wasUncertain: false, resentBy: 'system' });
  });

  it('send again what was sent or uncertain under its own Message-ID, marked', async () => {
    const { _id: id } = await sendFirst(mailbox(lost).send);
    const { sent, send } = mailbox();
    for (const command of ['c1', 'c2']) {
      expect(await ask(id, command)).to.equal('queued');
      await post(send);
    }
    expect(sent.map(({ messageId, isRepeat }) => [messageId, isRepeat])).to.deep.equal([
      [id, true],
      [id, true],
    ]);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', attempts: 3, wasUncertain: true });
  });

  const handOver = async (): Promise<void> => {
    await entityModel(db()).deleteMany({ _id: 'unit/9001' });
    await personModel(db()).deleteMany({});
    await seat(['9001', 'p2']);
  };

  it('leave known what was sent before, where a handover comes between the asking and the sending', async () => {
    const { _id: id } = await sendFirst(mailbox().send);
    expect(await ask(id, 'c1')).to.equal('queued');
    await handOver();
    const { sent, send } = mailbox();
    await post(send);
    expect(sent.map(({ to }) => to)).to.deep.equal(['p2@example.org']);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', reason: 'HandedOver', attempts: 1, wasUncertain: false });
  });

  it('leave it known also where the mail server was away in between', async () => {
    const { _id: id } = await sendFirst(mailbox().send);
    expect(await ask(id, 'c1')).to.equal('queued');
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
    await handOver();
    clock.now += 5 * MINUTE_MS;
    await post(mailbox().send);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'sent', reason: 'HandedOver' });
  });

  it('leave in doubt what was in doubt when its post was handed over', async () => {
    await sendFirst(mailbox(lost).send);
    await handOver();
    clock.now += 5 * MINUTE_MS;
    await post(mailbox().send);
    expect((await mailsOf('p1'))[0]).to.include({ status: 'uncertain', reason: 'HandedOver', wasUncertain: true });
  });

  it('are asked once by one command, and not at all for what is on its way, acknowledged or unknown', async () => {
    const { _id: id, token = '' } = await sendFirst(mailbox().send);
    expect(await ask('nothing', 'c0')).to.equal('missing');
    expect(await ask(id, 'c1')).to.equal('queued');
    expect(await ask(id, 'c1')).to.equal('repeated');
    expect(await ask(id, 'c1', 'other')).to.equal('reused');
    expect(await ask(id, 'c2')).to.equal('still');
    await post(mailbox().send);
    await desk().acknowledge(token, undefined, clock.now);
    expect(await ask(id, 'c3')).to.equal('still');
  });

  it('repeat nothing that was acknowledged meanwhile', async () => {
    const { token = '', _id: id } = await sendFirst(mailbox(lost).send);
    expect(await desk().acknowledge(token, 'p1', clock.now)).to.include({ status: 'acknowledged', acknowledgedBy: 'p1' });
    expect(await desk().acknowledge(token, 'p2', clock.now + 1)).to.include({ acknowledgedBy: 'p1', acknowledgedAt: clock.now });
    expect(await desk().acknowledge('x', undefined, clock.now)).to.equal(undefined);
    clock.now += 5 * MINUTE_MS;
    const { sent, send } = mailbox();
    await post(send);
    expect(sent).to.deep.equal([]);
    expect(await rowOf('m1')).to.include({ status: 'done', mail: id });
    expect((await mailsOf('p1'))[0]).to.include({ status: 'acknowledged', attempts: 1 });
  });
});
