import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Connection } from 'mongoose';
import type { Entry } from '../../domain/entity.js';
import { calendarModel, createCalendarStore } from '../../models/calendar.js';
import { prepare } from '../../models/connect.js';
import { createDocumentStore, documentModel } from '../../models/document.js';
import { dutyModel, type DutyDoc } from '../../models/duty.js';
import { entityModel } from '../../models/entity.js';
import { outboxModel, type OutboxDoc } from '../../models/outbox.js';
import { entryModel, GENESIS, sealOf, type EntryDoc } from '../../models/entry.js';
import { createRecordStore } from '../../models/record.js';
import { appendOf, nothingOf } from '../fakes/batches.js';
import { itKeepsCalendars } from '../fakes/calendar-contract.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { director } from '../fakes/people.js';
import { itKeepsTheRecord, newPilot, standingAfter } from '../fakes/record-contract.js';
import { inDatabase } from './database.js';

describe('the record in MongoDB', () => {
  let db: Connection;
  inDatabase(async (opened) => {
    db = opened;
    createRecordStore(db);
    await createCalendarStore(db).publish(nationalCalendar);
    await prepare(db);
  });

  const sealedOf = (stream: string): Promise<EntryDoc[]> => entryModel(db).find({ stream }).sort({ _id: 1 }).lean<EntryDoc[]>();

  itKeepsTheRecord(() => ({
    records: createRecordStore(db),
    calendars: createCalendarStore(db),
    reopen: () => createRecordStore(db),
    duties: async (entity) => (await dutyModel(db).find({ entity }).lean<DutyDoc[]>()).map(({ _id: id, ...duty }) => ({ id, ...duty })),
    outbox: async (from) =>
      (await outboxModel(db).find({ from }).lean<OutboxDoc[]>()).map(({ _id: id, status: _, attempts: __, ...row }) => ({ id, ...row })),
    keep: (sha256) => createDocumentStore(db).keep(sha256, '{}', 0),
    isUsed: async (sha256) => (await documentModel(db).findById(sha256).lean())?.isUsed === true,
    loseView: async (stream) => void (await entityModel(db).deleteOne({ _id: stream })),
  }));

  it('waits for nobody who writes to a text that is in use already', async () => {
    const sha256 = 'a text that many refer to';
    await createDocumentStore(db).keep(sha256, '{}', 0);
    const records = createRecordStore(db);
    const [one, other] = [newPilot(), newPilot()];
    await records.append(appendOf(one.stream, nothingOf(one.stream), [one.register, one.draft(sha256)]));
    const session = await db.startSession();
    session.startTransaction();
    await documentModel(db).updateOne({ _id: sha256 }, { $set: { storedAt: 1 } }, { session });
    expect(await records.append(appendOf(other.stream, nothingOf(other.stream), [other.register, other.draft(sha256)]))).to.equal('kept');
    await session.abortTransaction();
    await session.endSession();
  });

  it('chains every entry to the one before it, under seals that can be computed anew', async () => {
    const { stream, register, draft, submit } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register, draft('a1')]);
    const records = createRecordStore(db);
    await records.append(first);
    await createRecordStore(db).append(appendOf(stream, standingAfter(first), [submit('a1')]));
    const sealed = await sealedOf(`pilot/${stream.id}`);
    expect(sealed.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(sealed.map(({ previous }) => previous)).to.deep.equal([GENESIS, ...sealed.slice(0, -1).map(({ hash }) => hash)]);
    expect(sealed.map(({ hash }) => hash)).to.deep.equal(sealed.map((entry) => sealOf(entry.previous, entry.stream, entry)));
  });

  it('seals whatever an event may hold so that what is stored reads back to the same seal', async () => {
    const records = createRecordStore(db);
    const text = fc.string({ unit: 'grapheme' });
    const key = text.filter((name) => !name.includes('\0') && name !== '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        text,
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('value'), { maxLength: 3 }),
      map: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 4 }), async (facts) => {
        const { stream } = newPilot();
        const event = JSON.parse(JSON.stringify({ ...facts, type: 'anything' }));
        const entry: Entry = { seq: 1, receivedAt: 1, decidedAt: 2, actor: director, commandId: randomUUID(), commandHash: '', event };
        const { projection } = appendOf(stream, nothingOf(stream), []);
        await records.append({ kind: 'pilot', id: stream.id, after: { seq: 0, print: '' }, entries: [entry], projection });
        expect(JSON.stringify(await records.entries('pilot', stream.id))).to.equal(JSON.stringify([entry]));
        const [sealed] = await sealedOf(`pilot/${stream.id}`);
        expect(sealed?.hash).to.equal(sealOf(GENESIS, `pilot/${stream.id}`, entry));
      }),
      { numRuns: 60 },
    );
  });

  it('writes nothing of a batch when its last part cannot be written', async () => {
    const { stream, register } = newPilot();
    const append = appendOf(stream, nothingOf(stream), [register]);
    const [row] = append.projection.outbox;
    await outboxModel(db).insertMany([{ ...row, _id: row?.id ?? '', from: 'somebody else', status: 'done', attempts: 1 }]);
    expect(await createRecordStore(db).append(append)).to.equal('elsewhere');
    expect(await sealedOf(`pilot/${stream.id}`)).to.deep.equal([]);
    expect(await createRecordStore(db).view('pilot', stream.id)).to.equal(undefined);
    expect(await dutyModel(db).countDocuments({ entity: stream.id })).to.equal(0);
    expect(await outboxModel(db).countDocuments({ from: `pilot/${stream.id}` })).to.equal(0);
  });

  it('writes nothing onto a database that was set back under it, and goes on once it is asked from there', async () => {
    const { stream, register, draft, submit } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register]);
    const second = appendOf(stream, standingAfter(first), [draft('a1')]);
    const records = createRecordStore(db);
    await records.append(first);
    const [view] = await entityModel(db)
      .find({ _id: `pilot/${stream.id}` })
      .lean();
    await records.append(second);
    await entryModel(db).deleteMany({ stream: `pilot/${stream.id}`, seq: { $gt: first.entries.length } });
    await entityModel(db).replaceOne({ _id: `pilot/${stream.id}` }, view ?? {});
    expect(await records.append(appendOf(stream, standingAfter(second), [submit('a1')]))).to.equal('elsewhere');
    expect(await sealedOf(`pilot/${stream.id}`)).to.have.lengthOf(first.entries.length);
    expect(await records.append(second)).to.equal('kept');
  });

  it('writes a view anew that says something else than the record', async () => {
    const { stream, register, draft } = newPilot();
    const first = appendOf(stream, nothingOf(stream), [register]);
    const records = createRecordStore(db);
    await records.append(first);
    await entityModel(db).updateOne({ _id: `pilot/${stream.id}` }, { $set: { seq: 99, title: 'false' } });
    const second = appendOf(stream, standingAfter(first), [draft('a1')]);
    expect(await records.append(second)).to.equal('kept');
    expect(await records.view('pilot', stream.id)).to.deep.include({
      seq: second.projection.view.seq,
      title: second.projection.view.title,
    });
  });

  it('has its indexes before anything was written', async () => {
    const names = await Promise.all(['entries', 'entities', 'duties', 'outbox', 'documents'].map((name) => db.collection(name).indexes()));
    expect(names.map((indexes) => indexes.length > 1)).to.deep.equal([true, true, true, true, true]);
    expect(names[0]?.find(({ key }) => 'command.id' in key)?.unique).to.equal(true);
  });
});

describe('calendars in MongoDB', () => {
  let db: Connection;
  inDatabase((opened) => void (db = opened));

  itKeepsCalendars(async () => {
    await calendarModel(db).deleteMany({});
    return createCalendarStore(db);
  });
});
