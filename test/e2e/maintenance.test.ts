import { expect } from 'chai';
import { Readable } from 'node:stream';
import type { Connection } from 'mongoose';
import { CENTRE, SYSTEM } from '../../domain/actor.js';
import { createSimulator } from '../../domain/simulator.js';
import { createAccountStore } from '../../models/account-store.js';
import { createCalendarStore } from '../../models/calendar.js';
import { prepare } from '../../models/connect.js';
import { createDocumentStore } from '../../models/document.js';
import { createFileStore, newUploadId, type Written } from '../../models/file.js';
import { entryOf, sealOf, type EntryDoc } from '../../models/entry.js';
import { createRecordStore } from '../../models/record.js';
import { createDirectoryRecord } from '../../models/sealed-directory.js';
import { isRebuilt, tellDifference, type Difference } from '../../server/maintenance/difference.js';
import { rebuildStream, rebuildViews } from '../../server/maintenance/rebuild.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { appendOf, nothingOf } from '../fakes/batches.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { newPilot } from '../fakes/record-contract.js';
import { director, hostLiaison, securityAdministrator } from '../fakes/people.js';
import { twoYearPilot } from '../fakes/two-year-pilot.js';
import { instantOf } from './house.js';
import { keepDocuments, keepRecord, sha256Of } from './kept-record.js';

const ID = '53-2026-0007';
const PILOT = `pilot/${ID}`;
const COLLECTIONS = ['entries', 'entities', 'duties', 'outbox', 'documents', 'files', 'bytes.chunks', 'accounts', 'people'];
const BYTES = Buffer.from('%PDF 揭牌');

describe('keeping the record', () => {
  let db: Connection;
  let file: Written;
  const { rows, dump, ports, verify, kept } = keepRecord(COLLECTIONS, async (opened) => {
    db = opened;
    const records = createRecordStore(db);
    const accounts = createAccountStore(db, createDirectoryRecord(db));
    await createCalendarStore(db).publish(nationalCalendar);
    await prepare(db);
    const life: (typeof twoYearPilot)[number][] = [...(await keepDocuments(db, twoYearPilot))];
    const simulator = createSimulator({ startsAt: instantOf('2026-01-05 09:00'), calendarOf: () => nationalCalendar });
    const founded = simulator.send({
      to: { kind: 'unit', id: '53-h001' },
      actor: director,
      command: { type: 'foundUnit', name: '滇中新区产业园', kind: 'host', parentPath: [CENTRE, '53'] },
    });
    expect(founded.ok).to.equal(true);
    const files = createFileStore(db);
    const upload = newUploadId();
    file = await files.write(upload, Readable.from([BYTES]));
    await files.keep(upload, file, 0);
    const when = life.findIndex(({ command }) => command.type === 'submitReport');
    const about = { name: '揭牌.pdf', mediaType: 'application/pdf', effectiveDay: 0, ...file };
    life.splice(when, 0, { at: life[when]?.at ?? '', actor: hostLiaison, command: { type: 'addEvidence', ...about } });
    for (const { at, actor, command } of life) {
      const decision = simulator.send({ to: { kind: 'pilot', id: ID }, actor, command, at: instantOf(at) });
      expect(decision.ok, command.type).to.equal(true);
    }
    for (const append of simulator.streams()) expect(await records.append(append)).to.equal('kept');
    const entry = { commandHash: '', receivedAt: 1, actor: SYSTEM, reason: '初始设置' };
    const event = { type: 'accountAdded', login: 'zhang', personId: 'p-1', name: '张伟', email: 'z@example.org' } as const;
    await accounts.commit({ ...entry, commandId: 'add', event }, { hash: 'x', mustChange: false });
    await accounts.commit({
      ...entry,
      commandId: 'lock',
      actor: securityAdministrator,
      event: { type: 'accountLocked', login: 'zhang' },
    });
  });
  const keptStreams = () => new Set((kept().get('entries') ?? []).map(({ _id }) => _id.split('@')[0]));

  it('finds nothing where nothing was touched, and counts what it saw', async () => {
    const { streams, entries, difference } = await verifyRecord(ports());
    expect(difference).to.equal(undefined);
    expect([streams, entries]).to.deep.equal([keptStreams().size, kept().get('entries')?.length]);
  });

  const entry = (seq: number, stream = PILOT): string => `${stream}@${String(seq).padStart(8, '0')}`;
  const tampering: readonly (readonly [what: string, tamper: () => Promise<unknown>, found: Partial<Difference>])[] = [
    [
      'a changed entry',
      () => rows('entries').updateOne({ _id: entry(5) }, { $set: { 'actor.name': '某人' } }),
      { kind: 'SealBroken', stream: PILOT, seq: 5 },
    ],
    [
      'a changed entry under a new seal',
      async () => {
        const found = await db.collection<EntryDoc>('entries').findOne({ _id: entry(5) });
        if (found === null) throw new Error('no entry');
        const actor = { ...found.actor, name: '某人' };
        const hash = sealOf(found.previous, found.stream, { ...entryOf(found), actor });
        await rows('entries').updateOne({ _id: entry(5) }, { $set: { actor, hash } });
      },
      { kind: 'ChainBroken', stream: PILOT, seq: 6 },
    ],
    ['an entry taken out', () => rows('entries').deleteOne({ _id: entry(4) }), { kind: 'EntryMissing', stream: PILOT, seq: 4 }],
    [
      'a record cut short',
      async () => {
        await rows('entries').findOneAndDelete({ stream: PILOT }, { sort: { _id: -1 } });
      },
      { kind: 'EntryMissing', stream: PILOT },
    ],
    [
      'a changed fingerprint',
      () => rows('entries').updateOne({ _id: entry(3) }, { $set: { print: '0' } }),
      { kind: 'PrintDifferent', stream: PILOT, seq: 3 },
    ],
    [
      'a command under another id',
      () => rows('entries').updateOne({ _id: entry(1) }, { $set: { 'command.id': 'another' } }),
      { kind: 'CommandDifferent', stream: PILOT, seq: 1 },
    ],
    [
      'a changed document',
      () => rows('documents').updateOne({ _id: sha256Of('plan-1') }, { $set: { text: '改过' } }),
      { kind: 'DocumentDifferent', stream: PILOT, seq: 3, what: sha256Of('plan-1') },
    ],
    [
      'a lost document',
      () => rows('documents').deleteOne({ _id: sha256Of('conclusion') }),
      { kind: 'DocumentMissing', stream: PILOT, what: sha256Of('conclusion') },
    ],
    [
      'a document that would be swept',
      () => rows('documents').updateOne({ _id: sha256Of('plan-1') }, { $set: { isUsed: false } }),
      { kind: 'DocumentUnmarked', stream: PILOT },
    ],
    [
      'changed bytes of a file',
      () => rows('bytes.chunks').updateOne({}, { $set: { data: Buffer.from('%PDF 改过') } }),
      { kind: 'FileDifferent', stream: PILOT },
    ],
    ['lost bytes of a file', () => rows('bytes.chunks').deleteMany({}), { kind: 'FileDifferent', stream: PILOT }],
    ['a lost file', () => rows('files').deleteMany({}), { kind: 'FileMissing', stream: PILOT }],
    [
      'a file that would be swept',
      () => rows('files').updateOne({ _id: file.sha256 }, { $set: { isUsed: false } }),
      { kind: 'FileUnmarked', stream: PILOT },
    ],
    [
      'a changed view',
      () => rows('entities').updateOne({ _id: PILOT }, { $set: { phase: 'running' } }),
      { kind: 'ViewDifferent', stream: PILOT, what: 'phase' },
    ],
    ['a lost view', () => rows('entities').deleteOne({ _id: PILOT }), { kind: 'ViewMissing', stream: PILOT }],
    [
      'a view of nothing',
      async () => rows('entities').insertOne({ ...(await rows('entities').findOne({ _id: PILOT })), _id: 'pilot/53-2026-0008' }),
      { kind: 'ViewUnfounded', stream: 'pilot/53-2026-0008', seq: 0 },
    ],
    [
      'a duty settled by hand',
      () => rows('duties').updateOne({ _id: 'unit/53-h001#fill-liaison-1' }, { $set: { status: 'done' } }),
      { kind: 'DutyDifferent', stream: 'unit/53-h001', what: 'unit/53-h001#fill-liaison-1 status' },
    ],
    [
      'a lost duty',
      () => rows('duties').deleteOne({ _id: `${PILOT}#plan-1` }),
      { kind: 'DutyMissing', stream: PILOT, what: `${PILOT}#plan-1` },
    ],
    [
      'a duty of nothing',
      async () => rows('duties').insertOne({ ...(await rows('duties').findOne({ _id: `${PILOT}#plan-1` })), _id: `${PILOT}#plan-9` }),
      { kind: 'DutyUnfounded', stream: PILOT, what: `${PILOT}#plan-9` },
    ],
    [
      'an account unlocked by hand',
      () => rows('accounts').updateOne({ _id: 'zhang' }, { $set: { isLocked: false } }),
      { kind: 'AccountDifferent', stream: 'directory/accounts', seq: 2, what: 'zhang' },
    ],
    [
      'an account made by hand',
      async () => rows('accounts').insertOne({ ...(await rows('accounts').findOne({ _id: 'zhang' })), _id: 'li' }),
      { kind: 'AccountUnfounded', stream: 'directory/accounts', what: 'li' },
    ],
    [
      'an address changed by hand',
      () => rows('people').updateOne({ _id: 'p-1' }, { $set: { email: 'elsewhere@example.org' } }),
      { kind: 'PersonDifferent', stream: 'directory/accounts', what: 'p-1' },
    ],
  ];
  for (const [what, tamper, expected] of tampering) {
    it(`finds ${what} and names it in both languages; what is folded comes back from the record`, async () => {
      await tamper();
      const difference = await verify();
      expect(difference).to.include(expected);
      if (difference === undefined) return;
      const { zh, en } = tellDifference(difference);
      expect(zh).to.include(`${difference.stream} 第 ${difference.seq} 条`);
      expect(en).to.include(`${difference.stream}, entry ${difference.seq}`);
      if (!isRebuilt(difference)) return;
      await rebuildViews(ports());
      expect(await verify()).to.equal(undefined);
    });
  }

  it('folds every view and duty anew where all are gone, and leaves record and outbox as they are', async () => {
    await rows('outbox').updateMany({}, { $set: { status: 'done' } });
    const before = await dump();
    // The directory has no view.
    const streams = keptStreams().size;
    await Promise.all(['entities', 'duties'].map((name) => rows(name).deleteMany({})));
    expect(await rebuildViews(ports())).to.deep.equal({ streams, mended: streams - 1 });
    expect([...(await dump())]).to.deep.equal([...before]);
    expect(await rebuildViews(ports())).to.deep.equal({ streams, mended: 0 });
  });

  it('folds anew while commands are recorded, and neither loses the other’s work', async () => {
    const { stream, register, draft } = newPilot();
    const name = `pilot/${stream.id}`;
    const records = createRecordStore(db);
    const first = appendOf(stream, nothingOf(stream), [register]);
    expect(await records.append(first)).to.equal('kept');
    let standing = first.projection.view;
    const over = new AbortController();
    const write = async (): Promise<void> => {
      for (let turn = 1; turn <= 30; turn++) {
        const text = `草稿 ${turn}`;
        await createDocumentStore(db).keep(sha256Of(text), text, 0);
        const append = appendOf(stream, standing, [draft(sha256Of(text))]);
        expect(await records.append(append)).to.equal('kept');
        standing = append.projection.view;
      }
      over.abort();
    };
    const mend = async (): Promise<void> => {
      while (!over.signal.aborted) {
        await rows('duties').deleteMany({ entity: stream.id });
        await rebuildStream(ports(), name);
      }
    };
    await Promise.all([write(), mend()]);
    await rebuildStream(ports(), name);
    expect(await verify()).to.equal(undefined);
    expect((await records.view('pilot', stream.id))?.seq).to.equal(32);
  });
});
