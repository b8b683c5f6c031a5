import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createFileStore } from '../../models/file.js';
import { createUploadRoom, UPLOAD_EXPIRES_MS } from '../../models/upload.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { pdf, png } from '../fakes/sample-files.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { createSender, type Sender } from './sender.js';
import { approve, foundHost, logInAll, register, type Cast } from './stories.js';

const MB = 1024 * 1024;
/** A picture of this size that nobody sent before. */
const picture = (bytes: number): Buffer => Buffer.concat([png, randomBytes(bytes - png.length - 12), png.subarray(-12)]);

describe('evidence in a whole house', () => {
  let house: House;
  let cast: Cast;
  let sender: Sender;
  let place: string;
  let pilot: string;
  let host: string;
  const to = (name: string): string => `${place}?name=${encodeURIComponent(name)}&effective=${formatDay(dayOf(house.now()))}`;
  const left = async (): Promise<readonly number[]> =>
    Promise.all(['files', 'uploads', 'bytes.files', 'bytes.chunks'].map((name) => house.db.collection(name).countDocuments({})));
  const chunks = async (): Promise<number> => (await left())[3] ?? 0;
  /** Sends half a file, and waits until some of it is stored. */
  const sendHalf = async (bytes: Buffer, key: string) => {
    const before = await chunks();
    const underway = sender.begin(to('半.png'), bytes.length, key);
    underway.asked.write(bytes.subarray(0, bytes.length / 2));
    await eventually('half of it is stored', async () => (await chunks()) > before + 2);
    return underway;
  };
  /** As the sentinel does once nobody can come back for it. */
  const sweep = () => createUploadRoom(house.db).sweep(house.now() + UPLOAD_EXPIRES_MS + 1, createFileStore(house.db));

  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    host = await foundHost(cast.director);
    pilot = await register(house, cast.director, host);
    await approve(house, cast, pilot);
    place = `/pilots/${pilot}/evidence`;
    sender = await createSender(house.url, '53-liaison');
  });

  it('50 MB go in and out again, whole and in parts', async () => {
    const bytes = picture(50 * MB);
    const { status, body } = await sender.send(to('航拍.png'), bytes);
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body.sha256).to.equal(createHash('sha256').update(bytes).digest('hex'));
    const whole = await sender.download(`${place}/${body.file}`);
    expect(whole.bytes.equals(bytes)).to.equal(true);
    const part = await sender.download(`${place}/${body.file}`, { Range: `bytes=${20 * MB}-${30 * MB}` });
    expect([part.status, part.bytes.equals(bytes.subarray(20 * MB, 30 * MB + 1))]).to.deep.equal([206, true]);
  });

  it('goes with a milestone through its run, and a rejected file must be replaced', async () => {
    const liaison = await house.visitor('53-lead-department', `${host}/liaison`);
    const { body } = await sender.send(to('名单.pdf'), pdf('% list'));
    const result = { note: '已完成。', figures: [], evidence: [{ file: body.file }] };
    expect((await liaison.insist('POST', `/pilots/${pilot}/milestones/m-1/result`, result)).status).to.equal(200);
    const files = [{ file: body.file, verdict: 'rejected', reason: '缺盖章。' }];
    const verdict = { attempt: 1, verdict: 'returned', reason: '请补正。', files };
    const judged = await cast.provincialReviewer.insist('POST', `/pilots/${pilot}/milestones/m-1/verdict`, verdict);
    expect(judged.status, judged.text).to.equal(200);
    expect((await liaison.insist('POST', `/pilots/${pilot}/milestones/m-1/result`, result)).body.code).to.equal('FileRejected');
    const revised = await sender.send(`${to('名单.pdf')}&file=${body.file}`, pdf('% stamped'));
    expect(revised.body).to.include({ file: body.file, revision: 2 });
    expect((await liaison.insist('POST', `/pilots/${pilot}/milestones/m-1/result`, result)).status).to.equal(200);
  });

  it('leaves nothing where the line breaks in the middle', async () => {
    const before = await left();
    const { asked } = await sendHalf(picture(8 * MB), randomUUID());
    asked.destroy();
    await eventually('nothing is left', async () => JSON.stringify(await left()) === JSON.stringify(before));
  });

  it('leaves nothing for good where the process falls in the middle', async () => {
    const before = await left();
    const { answer } = await sendHalf(picture(8 * MB), randomUUID());
    await house.api.kill();
    expect(await answer).to.deep.equal({ body: {} });
    expect(await left(), 'as long as it might go on').to.not.deep.equal(before);
    await sweep();
    expect(await left()).to.deep.equal(before);
    await house.api.start();
  });

  it('says so where the database goes away in the middle, and takes the same upload under the same key afterwards', async () => {
    const before = await left();
    const [bytes, key] = [picture(8 * MB), randomUUID()];
    const { asked, answer } = await sendHalf(bytes, key);
    await house.mongodb.kill();
    asked.end(bytes.subarray(bytes.length / 2));
    const { status, body } = await answer;
    expect([status, body.code]).to.deep.equal([503, 'DatabaseAway']);
    await house.mongodb.start();
    const again = await eventually('it is taken', async () => {
      const sent = await sender.send(to('半.png'), bytes, key);
      return sent.status === 201 && sent;
    });
    expect(again.body.sha256).to.equal(createHash('sha256').update(bytes).digest('hex'));
    await sweep();
    const [files = 0, uploads = 0, heads = 0] = before;
    expect((await left()).slice(0, 3)).to.deep.equal([files + 1, uploads, heads + 1]);
  });

  it('is as the record says', async () => {
    const { difference } = await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) });
    expect(difference).to.equal(undefined);
  });
});
