import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import type { Connection } from 'mongoose';
import type { Actor } from '../../domain/actor.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { createCalendarStore } from '../../models/calendar.js';
import { connect, prepare } from '../../models/connect.js';
import { createFileStore, newUploadId } from '../../models/file.js';
import { createLists } from '../../models/lists.js';
import { createRecordStore } from '../../models/record.js';
import { createUploadRoom, UPLOAD_EXPIRES_MS } from '../../models/upload.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { evidenceRoutes } from '../../server/routes/evidence.js';
import { evidenceUploadRoute } from '../../server/routes/evidence-upload.js';
import { at, castOf, outline, registrations, SHA } from '../domain/stage.js';
import { freshDatabase } from '../e2e/services.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createDecidingSend } from '../fakes/deciding-send.js';
import { only } from '../fakes/only.js';
import { docx, encryptedOffice, forged, jpg, mp4, ofd, pdf, png, xlsx, zip } from '../fakes/sample-files.js';
import { holding, openSite, PASSWORD, type Site } from './site.js';

const MB = 1024 * 1024;
const PILOT = '53-2026-0007';
const PLACE = `/api/v1/pilots/${PILOT}/evidence`;
const cast = castOf('national');

describe('evidence over HTTP', () => {
  let db: Connection;
  let site: Site;
  let deps: BusinessDeps;
  /** The first of the files that are there before every test. */
  let first: { bytes: Buffer; status: number; body: { readonly sha256: string; readonly mediaType: string } };
  const limits = { fileMaxBytes: 3 * MB, postQuotaBytes: 8 * MB };
  /** What happens between the bytes and the command. */
  let beforeSending: () => Promise<unknown> = async () => undefined;

  before(async () => {
    db = await connect(freshDatabase());
    const records = createRecordStore(db);
    const calendars = createCalendarStore(db);
    const decide = createDecidingSend(records, calendars);
    const send: BusinessDeps['send'] = async (letter) => {
      await beforeSending();
      return decide(letter);
    };
    const [files, uploads] = [createFileStore(db), createUploadRoom(db)];
    deps = only({ records, calendars, lists: createLists(db), files, uploads, fileLimits: limits, send });
    await prepare(db);
    await calendars.publish(nationalCalendar);
    const tell = async (command: PilotCommand, actor: Actor, when: string) => {
      const letter = { id: randomUUID(), hash: '', to: { kind: 'pilot', id: PILOT }, actor, receivedAt: at(when), command };
      expect(await decide(letter)).to.include({ ok: true });
    };
    await tell({ type: 'registerPilot', ...registrations.national }, cast.director, '2026-01-05 10:00');
    await tell({ type: 'draftPlan', outline }, cast.liaison, '2026-01-06');
    await tell({ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-07');
    await tell({ type: 'approvePlan', version: 1 }, cast.first, '2026-01-08');
    await tell({ type: 'approvePlan', version: 1 }, cast.last, '2026-01-09');
    site = await openSite({ routes: [evidenceUploadRoute(deps), ...evidenceRoutes(deps)] });
    await site.enrol('host', { ...holding('53', 'liaison'), post: '53-h001/liaison', unit: '53-h001', unitPath: ['00', '53', '53-h001'] });
    await site.enrol('liaison', holding('53', 'liaison'));
    await site.enrol('director', holding('53', 'office-director'));
    await site.enrol('reviewer', holding('53', 'reviewer'));
    await site.enrol('foreign', holding('52', 'liaison'));
    const bytes = await docx();
    const { status, body } = await upload('工作方案.docx', bytes);
    first = { bytes, status, body };
    for (const more of ['% second', '% third']) await upload('附件.pdf', pdf(more));
  });
  after(async () => {
    await site?.close();
    await db?.dropDatabase();
    await db?.close();
  });
  afterEach(() => {
    beforeSending = async () => undefined;
    limits.postQuotaBytes = 8 * MB;
  });

  const upload = async (
    name: string,
    bytes: Buffer,
    { login = 'host', query = {}, key = randomUUID(), type = 'application/octet-stream' } = {},
  ) => {
    const { browser, csrfToken } = await site.logIn(login);
    return browser
      .post(PLACE)
      .query({ name, effective: '2026-02-27', ...query })
      .set({ 'X-CSRF-Token': csrfToken, 'Idempotency-Key': key, 'Content-Type': type })
      .send(bytes);
  };
  const get = async (path: string, headers: Record<string, string> = {}, login = 'reviewer') => {
    const { browser } = await site.logIn(login);
    return browser
      .get(path)
      .set(headers)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      });
  };
  const list = async (query = '') => JSON.parse(String((await get(`${PLACE}${query}`)).body));
  /** How much there is of everything an upload could leave. */
  const left = async () => {
    const names = ['files', 'uploads', 'bytes.files', 'bytes.chunks'];
    return Promise.all(names.map((name) => db.collection(name).countDocuments({})));
  };
  const leavesNothing = async (act: () => Promise<unknown>) => {
    const before = await left();
    await act();
    expect(await left()).to.deep.equal(before);
  };

  it('comes in as bytes and goes out again, the same', async () => {
    const { bytes, status, body } = first;
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body).to.include({ file: 'f1', revision: 1, size: bytes.length, isKnown: false, effective: '2026-02-27' });
    const found = await get(`${PLACE}/f1`);
    expect(found.status).to.equal(200);
    expect(found.body).to.deep.equal(bytes);
    expect(found.headers).to.include({ etag: `"${body.sha256}"`, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' });
    expect(found.headers['content-type']).to.equal(body.mediaType);
    expect(found.headers['content-disposition']).to.match(/^attachment; filename=".*"; filename\*=UTF-8''%E5%B7%A5/);
  });

  it('takes every kind of the list', async () => {
    const kinds = {
      'a.pdf': pdf(),
      'a.png': png,
      'a.jpg': jpg(),
      'b.JPEG': jpg(Buffer.from([0xff, 0xd9, 1])),
      'a.mp4': mp4,
      'a.xlsx': await xlsx(),
      'a.ofd': await ofd(),
    };
    for (const [name, bytes] of Object.entries(kinds)) {
      const { status, body } = await upload(name, bytes);
      expect(status, `${name} ${JSON.stringify(body)}`).to.equal(201);
    }
  });

  describe('is refused, and nothing of it stays,', () => {
    const bad: readonly (readonly [what: string, code: string, name: string, bytes: () => Buffer | Promise<Buffer>])[] = [
      ['an empty file', 'FileEmpty', 'a.pdf', () => Buffer.alloc(0)],
      ['a kind that is not on the list', 'FileKindRefused', 'a.exe', () => Buffer.from('MZ')],
      ['a name without an ending', 'FileKindRefused', 'report', () => pdf()],
      ['a program under a picture’s name', 'FileDisguised', 'a.jpg', () => Buffer.from('MZ'.padEnd(600, 'x'))],
      ['a picture under another picture’s name', 'FileDisguised', 'a.jpg', () => png],
      ['a workbook under a document’s name', 'FileDisguised', 'a.docx', xlsx],
      ['an archive under a document’s name', 'FileDisguised', 'a.docx', () => zip({ 'a.txt': 'x' })],
      ['a document under an archive’s name', 'FileDisguised', 'a.zip', docx],
      ['a pdf without its end', 'FileCutOff', 'a.pdf', () => pdf().subarray(0, 60)],
      ['a png without its end', 'FileCutOff', 'a.png', () => png.subarray(0, -8)],
      ['a jpeg that ends before its picture does', 'FileCutOff', 'a.jpg', () => jpg(Buffer.alloc(0))],
      ['a film that is cut off', 'FileCutOff', 'a.mp4', () => mp4.subarray(0, -1)],
      ['a document without its directory', 'FileCutOff', 'a.docx', async () => (await docx()).subarray(0, -30)],
      [
        'an archive with a path that leads out of it',
        'FileCutOff',
        'a.zip',
        async () => Buffer.from((await zip({ 'aa/a.txt': 'x' })).toString('latin1').replaceAll('aa/', '../'), 'latin1'),
      ],
      ['a pdf under a password', 'FileLocked', 'a.pdf', () => pdf('/Encrypt 5 0 R ')],
      ['a document under a password', 'FileLocked', 'a.docx', encryptedOffice],
      ['an archive under a password', 'FileLocked', 'a.zip', async () => forged(await zip({ 'a.txt': 'x' }), { flags: 1 })],
      [
        'an archive that unpacks to gigabytes',
        'ArchiveTooLarge',
        'a.zip',
        async () => forged(await zip({ 'a.txt': 'x' }), { unpacked: 4_000_000_000 }),
      ],
      ['an archive out of all proportion', 'ArchiveTooLarge', 'a.zip', () => zip({ 'a.txt': 60 * MB })],
      [
        'an archive with thousands of files',
        'ArchiveTooLarge',
        'a.zip',
        () => zip(Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`${at}.txt`, '']))),
      ],
      ['an archive within an archive', 'ArchiveNested', 'a.zip', async () => zip({ 'inner.zip': 'PK', 'a.txt': 'x' })],
      ['a file beyond the limit', 'FileTooLarge', 'a.pdf', () => Buffer.alloc(3 * MB + 1)],
    ];
    for (const [what, code, name, bytes] of bad) {
      it(what, async () => {
        const given = await bytes();
        await leavesNothing(async () => {
          const { body } = await upload(name, given);
          expect(body.code).to.equal(code);
          expect(body.sentences.zh).to.not.include('{');
          expect(body.sentences.en).to.not.include('{');
        });
      });
    }

    const names: readonly (readonly [what: string, name: string, code: string])[] = [
      ['of 300 characters', `${'长'.repeat(296)}.pdf`, 'InvalidInput'],
      ['with a path', '../../etc/passwd.pdf', 'InvalidInput'],
      ['with a path of Windows', String.raw`..\a.pdf`, 'InvalidInput'],
      ['with a line of its own', 'a\r\nSet-Cookie: x.pdf', 'InvalidInput'],
      ['that is written from right to left', 'a\u202Efdp.exe.pdf', 'InvalidInput'],
      ['of dots', '..pdf', 'InvalidInput'],
      ['with a mark of secrecy', '绝密_名单.pdf', 'SecretMark'],
      ['with a level between its separators', '2026_秘密_方案.pdf', 'SecretMark'],
      ['with the mark of the standard', '方案 机密★5年.pdf', 'SecretMark'],
    ];
    for (const [what, name, code] of names) {
      it(`a name ${what}`, () =>
        leavesNothing(async () => {
          const { body } = await upload(name, pdf());
          expect(body.code, JSON.stringify(body)).to.equal(code);
        }));
    }

    it('a fact of tomorrow, before a byte is stored', () =>
      leavesNothing(async () => {
        const { status, body } = await upload('a.pdf', pdf('% tomorrow'), { query: { effective: '2026-03-03' } });
        expect([status, body.code]).to.deep.equal([422, 'EffectiveInFuture']);
      }));

    it('a revision of a file that is none', () =>
      leavesNothing(async () => {
        const { body } = await upload('a.pdf', pdf('% none'), { query: { file: 'f999' } });
        expect(body.code).to.equal('FileUnknown');
      }));

    it('what comes as anything but bytes', () =>
      leavesNothing(async () => {
        const { status } = await upload('a.pdf', pdf(), { type: 'multipart/form-data; boundary=x' });
        expect(status).to.equal(415);
      }));

    it('a post without the right, and for a stranger the pilot does not exist', () =>
      leavesNothing(async () => {
        expect((await upload('a.pdf', pdf(), { login: 'reviewer' })).status).to.equal(403);
        expect((await upload('a.pdf', pdf(), { login: 'foreign' })).status).to.equal(404);
      }));

    it('what the run refuses after its bytes were stored', () =>
      leavesNothing(async () => {
        const send = deps.send;
        Object.assign(deps, { send: async () => ({ ok: false, code: 'Closed', facts: {} }) });
        const again = evidenceUploadRoute(deps);
        Object.assign(deps, { send });
        const other = await openSite({ routes: [again] });
        await other.enrol('liaison', holding('53', 'liaison'));
        const { browser, csrfToken } = await other.logIn('liaison');
        const { body } = await browser
          .post(PLACE)
          .query({ name: 'a.pdf', effective: '2026-02-27' })
          .set({ 'X-CSRF-Token': csrfToken, 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/octet-stream' })
          .send(pdf('% refused'));
        await other.close();
        expect(body.code).to.equal('Closed');
      }));

    it('an upload that breaks off in the middle', () =>
      leavesNothing(async () => {
        const entered = await fetch(`${site.url}/api/v1/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: 'host', password: PASSWORD }),
        });
        const { csrfToken }: { csrfToken: string } = JSON.parse(await entered.text());
        const headers = {
          Cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0],
          'X-CSRF-Token': csrfToken,
          'Idempotency-Key': randomUUID(),
          'Content-Type': 'application/octet-stream',
          'Content-Length': String(2 * MB),
        };
        const chunks = async (): Promise<number> => (await left())[3] ?? 0;
        const before = await chunks();
        const asked = httpRequest(new URL(`${PLACE}?name=a.pdf&effective=2026-02-27`, site.url), { method: 'POST', headers });
        asked.on('error', () => undefined);
        asked.write(Buffer.concat([pdf(), Buffer.alloc(MB)]));
        await until(async () => (await chunks()) > before);
        asked.destroy();
        await until(async () => (await db.collection('uploads').countDocuments({})) === 0);
      }));
  });

  it('is known again by its bytes, name and day, and offered for reuse', async () => {
    const bytes = pdf('% twice');
    const first = await upload('甲.pdf', bytes);
    await leavesNothing(async () => {
      for (const query of [{}, { file: first.body.file }]) {
        const { status, body } = await upload('甲.pdf', bytes, { query });
        expect([status, body.isKnown, body.file, body.revision]).to.deep.equal([200, true, first.body.file, 1]);
      }
    });
    expect((await list(`?sha256=${first.body.sha256}`)).items.map(({ file }: { file: string }) => file)).to.deep.equal([first.body.file]);
  });

  it('is revised by a corrected day or name, though its bytes are the same', async () => {
    const bytes = pdf('% corrected');
    const { file } = (await upload('会议.pdf', bytes)).body;
    const day = await upload('会议.pdf', bytes, { query: { file, effective: '2026-02-20' } });
    expect([day.status, day.body.file, day.body.revision, day.body.effective]).to.deep.equal([201, file, 2, '2026-02-20']);
    const name = await upload('会议纪要.pdf', bytes, { query: { file, effective: '2026-02-20' } });
    expect([name.status, name.body.file, name.body.revision, name.body.name]).to.deep.equal([201, file, 3, '会议纪要.pdf']);
  });

  it('is a file of its own under another name, and a revision of whichever file was meant', async () => {
    const bytes = pdf('% two files');
    const [one, two] = [(await upload('签到表.pdf', bytes)).body, (await upload('名册.pdf', bytes)).body];
    expect([two.isKnown, two.file === one.file]).to.deep.equal([false, false]);
    const meant = await upload('签到表.pdf', bytes, { query: { file: two.file } });
    expect([meant.status, meant.body.file, meant.body.revision]).to.deep.equal([201, two.file, 2]);
  });

  it('is added once under one key, and the key is not taken for other bytes', async () => {
    const key = randomUUID();
    const [bytes, other] = [pdf('% once'), pdf('% more')];
    const first = await upload('once.pdf', bytes, { key });
    const again = await upload('once.pdf', bytes, { key });
    expect([again.status, again.body]).to.deep.equal([201, first.body]);
    expect((await upload('once.pdf', other, { key })).body.code).to.equal('IdempotencyKeyReused');
    expect((await upload('two.pdf', bytes, { key })).body.code).to.equal('IdempotencyKeyReused');
  });

  it('keeps the older revision, and gives out either', async () => {
    const [old, next] = [pdf('% old'), pdf('% next')];
    const { file } = (await upload('旧.pdf', old)).body;
    expect((await upload('新.pdf', next, { query: { file } })).body).to.include({ file, revision: 2 });
    expect((await get(`${PLACE}/${file}`)).body).to.deep.equal(next);
    expect((await get(`${PLACE}/${file}?revision=1`)).body).to.deep.equal(old);
    expect((await get(`${PLACE}/${file}?revision=3`)).status).to.equal(404);
    const [row] = (await list(`?sha256=${(await upload('新.pdf', next)).body.sha256}`)).items;
    expect(row.revisions.map(({ name }: { name: string }) => name)).to.deep.equal(['旧.pdf', '新.pdf']);
  });

  it('is listed page by page, with the room that is left', async () => {
    const whole = await list('?limit=200');
    const page = await list('?limit=2');
    const rest = await list(`?limit=200&cursor=${page.next}`);
    expect([...page.items, ...rest.items]).to.deep.equal(whole.items);
    expect(whole.items[0].revisions[0]).to.include({ name: '工作方案.docx', person: 'p-host', post: '53-h001/liaison' });
    expect(whole.room).to.include({ quotaBytes: 8 * MB, fileMaxBytes: 3 * MB });
  });

  describe('goes out in parts', () => {
    let whole: Buffer;
    before(async () => void (whole = (await get(`${PLACE}/f1`)).body));
    const part = (range: string, more = {}) => get(`${PLACE}/f1`, { Range: range, ...more });

    it('from the beginning, the middle and the end', async () => {
      for (const [range, bytes] of [
        ['bytes=0-9', whole.subarray(0, 10)],
        ['bytes=100-', whole.subarray(100)],
        ['bytes=-5', whole.subarray(-5)],
        [`bytes=10-${whole.length + 99}`, whole.subarray(10)],
      ] as const) {
        const { status, body, headers } = await part(range);
        expect([status, headers['content-length']], range).to.deep.equal([206, String(bytes.length)]);
        expect(body, range).to.deep.equal(bytes);
      }
    });

    it('and says what there is where the part lies beyond', async () => {
      const { status, headers } = await part(`bytes=${whole.length}-`);
      expect([status, headers['content-range']]).to.deep.equal([416, `bytes */${whole.length}`]);
    });

    it('but whole where the bytes are others by now, or several parts or nonsense are asked for', async () => {
      for (const headers of [{ 'If-Range': '"other"' }, {}]) {
        const range = 'If-Range' in headers ? 'bytes=0-1' : 'bytes=0-1,5-6';
        expect((await part(range, headers)).status).to.equal(200);
      }
      expect((await part('pages=1')).status).to.equal(200);
    });

    it('to nobody who may not see the pilot', async () => {
      for (const path of [PLACE, `${PLACE}/f1`]) expect((await get(path, {}, 'foreign')).status).to.equal(404);
    });
  });

  describe('has a quota by post', () => {
    it('that two uploads at once cannot pass together', async () => {
      limits.postQuotaBytes = (await deps.uploads.used('53/office-director')) + 3 * MB;
      const fill = (seed: number) => Buffer.concat([png, Buffer.alloc(2 * MB, seed), png.subarray(-12)]);
      const answers = await Promise.all([1, 2].map((seed) => upload(`${seed}.png`, fill(seed), { login: 'director' })));
      expect(answers.map(({ status }) => status)).to.have.members([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).to.equal('QuotaReached');
      expect(await db.collection('uploads').countDocuments({})).to.equal(0);
    });

    it('of which a failed upload takes nothing', async () => {
      const before = await deps.uploads.used('53/liaison');
      await upload('a.jpg', png, { login: 'liaison' });
      expect(await deps.uploads.used('53/liaison')).to.equal(before);
    });
  });

  it('is found again by the sweep that fell between its document and its bytes', async () => {
    const before = await left();
    const now = site.clock.now();
    const kept = newUploadId();
    await deps.files.keep(kept, await deps.files.write(kept, Readable.from([pdf('% unused')])), now);
    await createFileStore(fallingAt(db, 'bytes.files'))
      .sweep(now + 1)
      .then(
        () => expect.fail('it did not fall'),
        () => undefined,
      );
    expect((await left())[0], 'its document is gone').to.equal(before[0]);
    await deps.uploads.sweep(now + 2, deps.files);
    expect(await left()).to.deep.equal(before);
  });

  it('is swept where a process fell in the middle of an upload', async () => {
    const before = await left();
    const now = site.clock.now();
    const room = await deps.uploads.reserve({ post: '53/liaison', bytes: 10, quotaBytes: MB, now });
    if (!('upload' in room)) return expect.fail('no room');
    await deps.files.write(room.upload, Readable.from([pdf('% fell')]));
    await deps.uploads.sweep(now + UPLOAD_EXPIRES_MS, deps.files);
    expect(await left(), 'not while it may go on').to.not.deep.equal(before);
    await deps.uploads.sweep(now + UPLOAD_EXPIRES_MS + 1, deps.files);
    expect(await left()).to.deep.equal(before);
    return undefined;
  });
});

/** The same database, whose collection of this name deletes nothing: as if the process fell there. */
function fallingAt(db: Connection, name: string): Connection {
  const falling = <T extends object>(from: T, change: Readonly<Record<string, unknown>>): T =>
    new Proxy(from, {
      get(target, key) {
        if (typeof key === 'string' && key in change) return change[key];
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const client = db.getClient();
  const fall = () => Promise.reject(new Error('the process fell'));
  const collection = (asked: string) => falling(client.db(db.name).collection(asked), asked === name ? { deleteOne: fall } : {});
  return falling(db, { getClient: () => falling(client, { db: () => falling(client.db(db.name), { collection }) }) });
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 50_000; Date.now() < end;) {
    if (await ask()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('not within fifty seconds');
}
