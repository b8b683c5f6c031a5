import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import request from 'supertest';
import { startMailbox, type Mailbox } from '../../scripts/mailbox/mailbox.js';
import { startMailSink, type MailSink } from '../../scripts/mail-sink.js';
import { findFreePort } from '../../scripts/services/ports.js';

describe('the mailbox of this machine', () => {
  let folder: string;
  let sink: MailSink;
  let mailbox: Mailbox;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-mailbox-'));
    sink = await startMailSink(folder);
    mailbox = await startMailbox(folder, await findFreePort());
  });
  after(async () => {
    await mailbox.stop();
    await sink.stop();
    await rm(folder, { recursive: true });
  });

  const send = (subject: string, text: string) =>
    createTransport(sink.url).sendMail({ from: 'duban@localhost', to: 'li@53.example', subject, text });
  const get = (path: string) => request(mailbox.url).get(path);
  const nameOf = async (subject: string): Promise<string> =>
    (await sink.listMails()).find(({ mail }) => mail.subject === subject)?.name ?? expect.fail(`no mail ${subject}`);

  it('says so where there is none yet', async () => {
    const { text } = await get('/').expect(200);
    expect(text).to.include('还没有邮件').and.include('No mail yet');
  });

  it('lists subjects and receivers, and opens a mail with its links', async () => {
    await send('催办：季度报告', '请登录：http://127.0.0.1:3000/mails/abc\n谢谢');
    const list = await get('/').expect(200);
    expect(list.text).to.include('催办：季度报告').and.include('li@53.example');
    const { text } = await get(`/${encodeURIComponent(await nameOf('催办：季度报告'))}`).expect(200);
    expect(text).to.include(
      '<a href="http://127.0.0.1:3000/mails/abc" rel="noopener noreferrer">http://127.0.0.1:3000/mails/abc</a>\n谢谢',
    );
  });

  it('shows as text whatever a mail says, and lets nothing run', async () => {
    await send('<script>alert(1)</script>', '<img src=x onerror=alert(1)> javascript:alert(1) http://x/"onclick=alert(1)');
    const list = await get('/').expect(200);
    expect(list.text).not.to.include('<script>');
    const { text, headers } = await get(`/${encodeURIComponent(await nameOf('<script>alert(1)</script>'))}`).expect(200);
    expect(text).to.include('&lt;img src=x').and.include('href="http://x/"');
    for (const evil of ['<img', 'href="javascript', '"onclick']) expect(text).not.to.include(evil);
    expect(headers['content-security-policy']).to.include("default-src 'none'");
  });

  it('gives out nothing but its mails', async () => {
    for (const path of ['/x.eml', '/..%2F..%2Fetc%2Fpasswd', '/.x.eml.part']) await get(path).expect(404);
    await request(mailbox.url).post('/').expect(403);
  });

  it('answers only under its own name, so that no page elsewhere can be made to read it', async () => {
    const status = await new Promise((resolve, reject) => {
      httpRequest(mailbox.url, { headers: { host: 'elsewhere.example' } }, (res) => resolve(res.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).to.equal(403);
  });

  it('goes on to older mails where there are many', async () => {
    const numbered = (n: number): string => `2999-01-01T00-00-${String(n).padStart(2, '0')}.eml`;
    for (let n = 0; n < 52; n++) await writeFile(join(folder, numbered(n)), `Subject: mail ${n}.\r\n\r\ntext\r\n`);
    const first = await get('/').expect(200);
    expect(first.text).to.include('mail 51.').and.not.include('mail 1.');
    const older = /href="(\/\?before=[^"]+)"/.exec(first.text)?.[1] ?? expect.fail('no older mails');
    expect((await get(older).expect(200)).text)
      .to.include('mail 1.')
      .and.not.include('更早');
  });
});
