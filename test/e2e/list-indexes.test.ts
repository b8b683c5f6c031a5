import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { bulkCommandModel, bulkItemId, bulkItemModel, itemsOfBulk } from '../../models/bulk.js';
import { bareCollection, prepare } from '../../models/connect.js';
import { entityModel } from '../../models/entity.js';
import { mailModel } from '../../models/mail.js';
import { outboxModel } from '../../models/outbox.js';
import { personModel } from '../../models/person.js';
import { entryId, entryModel, type EntryDoc } from '../../models/entry.js';
import { unreachedModel } from '../../models/unreached.js';
import { isBehind } from '../../models/redating.js';
import { ofChain } from '../../server/routes/chain-reading.js';
import { handoversOf } from '../../server/routes/handovers.js';
import { scopeFilter } from '../../server/routes/commands.js';
import { inDatabase } from './database.js';

const ROWS = 300;

describe('a list’s first page', () => {
  let db: Connection;
  inDatabase(async (opened) => {
    db = opened;
    entityModel(db);
    mailModel(db);
    unreachedModel(db);
    outboxModel(db);
    bulkCommandModel(db);
    bulkItemModel(db);
    entryModel(db);
    personModel(db);
    await prepare(db);
    const numbers = Array.from({ length: ROWS }, (_, index) => index);
    await entityModel(db).insertMany(
      numbers.map((n) => ({
        _id: `pilot/${n}`,
        kind: 'pilot',
        entity: String(n),
        title: `试点${n % 17}`,
        path: ['00', n % 2 === 0 ? '53' : '52'],
        firstDueAt: n % 13,
        updatedAt: n % 11,
      })),
    );
    await entityModel(db).insertMany(
      numbers.map((n) => {
        const id = `${50 + (n % 4)}-2026-${n}`;
        return { _id: `chain/${id}`, kind: 'chain', entity: id, isClosed: false, state: { calendarVersion: n % 4 === 3 ? 2 : 1 } };
      }),
    );
    await entryModel(db).insertMany(
      numbers.map((n) => ({
        _id: entryId('chain/53-2026', n + 1),
        stream: 'chain/53-2026',
        seq: n + 1,
        event: n % 2 === 0 ? { type: 'itemFedBack', item: `${n % 100}`, sha256: `text-${n}` } : { type: 'escalationReceived' },
      })),
    );
    await personModel(db).insertMany(numbers.map((n) => ({ _id: `p-${n}`, name: `人员${n % 97}`, email: 'p@example.org' })));
    await entryModel(db).insertMany(
      numbers.map((n) => ({
        _id: entryId('unit/53', n + 1),
        stream: 'unit/53',
        seq: n + 1,
        event:
          n % 3 === 0 ? { type: 'postHandedOver', role: n % 2 === 0 ? 'leader' : 'liaison' } : { type: 'noticeReceived', number: `${n}` },
      })),
    );
    await mailModel(db).insertMany(numbers.map((n) => ({ _id: `m${n}`, status: n % 5 === 0 ? 'refused' : 'sent', changedAt: n % 7 })));
    await unreachedModel(db).insertMany(numbers.map((n) => ({ _id: `p${n}`, kind: 'person', since: n % 7, reason: '', count: 1 })));
    await outboxModel(db).insertMany(
      numbers.map((n) => ({
        _id: `r${n}`,
        from: 'pilot/1',
        createdAt: n,
        notBefore: n,
        consequence: { type: 'mail', post: `p${n % 30}`, notice: 'reminder', facts: {}, isUrgent: false },
        status: n % 3 === 0 ? 'taken' : 'queued',
        attempts: 0,
        ...(n % 3 === 0 ? { mail: `m${n}`, person: `p${n}`, takenAt: n } : {}),
      })),
    );
    await bulkCommandModel(db).insertMany(
      numbers.map((n) => ({ _id: `b${n}`, actor: { person: n % 3 === 0 ? 'p-mine' : 'p-other' }, receivedAt: n % 7 })),
    );
    await bulkItemModel(db).insertMany(
      numbers.map((n) => ({
        _id: bulkItemId(n % 2 === 0 ? 'b1' : 'b2', n),
        bulk: n % 2 === 0 ? 'b1' : 'b2',
        state: n % 5 === 0 ? 'waiting' : 'done',
        notBefore: n % 7,
      })),
    );
  });

  /** How many rows were looked at for one page, and by which steps. */
  const costOf = async (collection: string, filter: Readonly<Record<string, unknown>>, field: string, direction: 1 | -1) => {
    const sorted = db
      .collection(collection)
      .find(filter)
      .sort({ [field]: direction, _id: direction });
    const found = await sorted.limit(11).explain('executionStats');
    return { examined: Number(found['executionStats'].totalDocsExamined), plan: JSON.stringify(found['queryPlanner'].winningPlan) };
  };

  const scopes = { centre: scopeFilter({ sees: 'all' }), province: scopeFilter({ sees: 'under', unit: '53' }) };
  for (const [who, scope] of Object.entries(scopes)) {
    for (const field of ['entity', 'title', 'firstDueAt', 'updatedAt']) {
      for (const direction of [1, -1] as const) {
        it(`of pilots by ${field}, ${direction === 1 ? 'up' : 'down'}, reads no more than itself for the ${who}`, async () => {
          const { examined, plan } = await costOf('entities', { kind: 'pilot', ...scope }, field, direction);
          expect(plan).not.to.include('"SORT"').and.not.to.include('COLLSCAN');
          expect(examined).to.equal(11);
        });
      }
    }
  }

  it('of mails reads no more than itself, with and without a state', async () => {
    for (const filter of [{}, { status: 'refused' }]) expect((await costOf('mails', filter, 'changedAt', -1)).examined).to.equal(11);
  });

  it('of bulk commands reads no more than itself, one’s own or everybody’s', async () => {
    for (const filter of [{}, { 'actor.person': 'p-mine' }])
      expect((await costOf('bulkCommands', filter, 'receivedAt', -1)).examined).to.equal(11);
  });

  it('of a bulk command’s items reads no more than itself', async () => {
    for (const direction of [1, -1] as const)
      expect((await costOf('bulkItems', itemsOfBulk('b2'), '_id', direction)).examined).to.equal(11);
  });

  it('of what the clerk is to do reads no more than itself', async () => {
    const { examined, plan } = await costOf('bulkItems', { state: 'waiting', notBefore: { $lte: 9 } }, 'notBefore', 1);
    expect(plan).not.to.include('"SORT"').and.not.to.include('COLLSCAN');
    expect(examined).to.equal(11);
  });

  it('of people by name reads no more than itself', async () => {
    for (const direction of [1, -1] as const) {
      const { examined, plan } = await costOf('people', {}, 'name', direction);
      expect(plan).not.to.include('"SORT"');
      expect(examined).to.equal(11);
    }
  });

  it('of the handovers of a post reads no more than itself, whatever else is in the unit’s record', async () => {
    const entries = bareCollection<EntryDoc>(db, 'entries');
    for (const direction of [1, -1] as const) {
      const found = await entries.find(handoversOf('53', 'leader')).sort({ _id: direction }).limit(11).explain('executionStats');
      expect(JSON.stringify(found['queryPlanner'].winningPlan)).not.to.include('"SORT"');
      expect(Number(found['executionStats'].totalDocsExamined)).to.equal(11);
    }
  });

  const costOfFind = async (name: string, filter: Readonly<Record<string, unknown>>) => {
    const found = await db.collection(name).find(filter).sort({ _id: 1 }).limit(1).explain('executionStats');
    return { examined: Number(found['executionStats'].totalDocsExamined), plan: JSON.stringify(found['queryPlanner'].winningPlan) };
  };

  it('of the outbox in one state reads no more than itself', async () => {
    for (const direction of [1, -1] as const) {
      const { examined, plan } = await costOf('outbox', { status: 'taken' }, '_id', direction);
      expect(plan).not.to.include('"SORT"').and.not.to.include('COLLSCAN');
      expect(examined).to.equal(11);
    }
    expect((await costOfFind('outbox', { status: 'refused' })).examined).to.equal(0);
  });

  it('of an item of a chain reads no more than itself, whatever else is in the chain’s record', async () => {
    const { examined, plan } = await costOf('entries', ofChain('53-2026', { 'event.item': '8' }), '_id', 1);
    expect(plan).not.to.include('"SORT"').and.not.to.include('COLLSCAN');
    expect(examined).to.equal(3);
  });

  it('finds at once whether a chain’s record names a text', async () => {
    expect((await costOfFind('entries', ofChain('53-2026', { 'event.sha256': 'text-150' }))).examined).to.equal(1);
    expect((await costOfFind('entries', ofChain('53-2026', { 'event.sha256': 'text of another' }))).examined).to.equal(0);
  });

  it('finds without reading any that no open entity of a province is behind its calendar', async () => {
    const behind = isBehind({ version: 2, region: '53' });
    const found = await db.collection('entities').find(behind).limit(1).explain('executionStats');
    expect(found['executionStats'].totalDocsExamined).to.equal(0);
    expect(Number(found['executionStats'].totalKeysExamined)).to.be.below(ROWS / 4 + 2);
  });

  it('of who was never reached reads no more than itself', async () => {
    for (const direction of [1, -1] as const) expect((await costOf('unreached', {}, 'since', direction)).examined).to.equal(11);
  });

  const planOf = async (filter: Readonly<Record<string, unknown>>): Promise<string> =>
    JSON.stringify((await db.collection('outbox').find(filter).explain('queryPlanner'))['queryPlanner'].winningPlan);

  it('of what is due, one person’s or one mail’s, is found by an index, however long the outbox', async () => {
    const filters = [
      { 'consequence.type': 'mail', status: { $in: ['queued', 'unreached'] }, notBefore: { $lte: 50 } },
      { 'consequence.post': { $in: ['p1', 'p2'] }, status: { $in: ['queued', 'unreached'] }, notBefore: { $lte: 50 } },
      { mail: 'm3', status: 'taken' },
      { mail: { $in: ['m3', 'm6'] }, status: 'taken' },
      { status: 'taken', takenAt: { $lt: 50 } },
      { person: 'p3', status: 'refused' },
    ];
    for (const filter of filters)
      expect(await planOf(filter), JSON.stringify(filter))
        .to.include('IXSCAN')
        .and.not.include('COLLSCAN');
  });
});
