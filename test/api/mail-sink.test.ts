import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { startMailSink, type MailBehaviour, type MailSink } from '../../scripts/mail-sink.js';

describe('the local mail sink', () => {
  let folder: string;
  let sink: MailSink;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-mail-'));
    sink = await startMailSink(folder);
  });
  afterEach(async () => {
    await sink.stop();
    await rm(folder, { recursive: true });
  });

  const send = async (behaviour: MailBehaviour, to: string[] = ['li@53.example']) => {
    Object.assign(sink.behaviour, behaviour);
    const transport = createTransport(sink.url);
    return transport.sendMail({
      from: 'duban@localhost',
      to,
      subject: '催办：季度报告',
      text: '您有一项责任事项',
      messageId: '<a/b@duban>',
    });
  };
  const refusalOf = async (sending: Promise<unknown>) =>
    sending.then(
      () => 'sent',
      (error: Error) => error.message,
    );

  it('keeps each mail as one file, with the addresses the sender named', async () => {
    await send({}, ['li@53.example', 'wang@53.example']);
    const [kept] = await sink.listMails();
    expect(kept?.mail.subject).to.equal('催办：季度报告');
    expect(kept?.mail.messageId).to.equal('<a/b@duban>');
    expect(kept?.envelopeTo).to.deep.equal(['li@53.example', 'wang@53.example']);
    expect(kept?.file).to.match(/T[\d-]+\.\d+Z-_a_b_duban_-[0-9a-f]{8}\.eml$/);
  });

  it('refuses a recipient on demand and keeps nothing', async () => {
    const sending = send({ onRecipient: () => ({ code: 550, message: 'no such mailbox' }) });
    expect(await refusalOf(sending)).to.include('550 no such mailbox');
    expect(await sink.listMails()).to.be.empty;
  });

  it('puts off a mail on demand with the given code', async () => {
    const sending = send({ onMail: () => ({ code: 451, message: 'come back later' }) });
    expect(await refusalOf(sending)).to.include('451 come back later');
    expect(await sink.listMails()).to.be.empty;
  });

  it('breaks the connection with the mail kept, so that the sender cannot know', async () => {
    expect(await refusalOf(send({ onMail: () => 'keepSilently' }))).to.match(/closed|ECONNRESET/i);
    expect(await sink.listMails()).to.have.length(1);
  });

  it('breaks the connection with the mail lost', async () => {
    expect(await refusalOf(send({ onMail: () => 'lose' }))).to.match(/closed|ECONNRESET/i);
    expect(await sink.listMails()).to.be.empty;
  });
});
