import type { Connection } from 'mongoose';
import { expect } from 'chai';
import { bareCollection, prepare } from '../../models/connect.js';
import { dutyModel, type DutyDoc } from '../../models/duty.js';
import { createDutyFigures } from '../../models/duty-figures.js';
import { recogniseDatabase } from '../../server/http/recognise.js';
import { describeDutyFigures } from '../fakes/duty-figures-contract.js';
import { createMemoryDutyFigures } from '../fakes/memory-duty-figures.js';
import { inDatabase } from './database.js';

describe('figures over duties in MongoDB', () => {
  let db: Connection;
  inDatabase(async (opened) => {
    db = opened;
    dutyModel(db);
    await prepare(db);
  });

  describeDutyFigures(async (stored) => {
    await bareCollection<DutyDoc>(db, 'duties').insertMany([...stored]);
    return { asked: createDutyFigures(db, { maxTimeMS: 15_000 }), other: createMemoryDutyFigures(stored) };
  });

  it('are given up where they take too long, and told as too much', async () => {
    const [one] = await bareCollection<DutyDoc>(db, 'duties').find().limit(1).toArray();
    if (one === undefined) expect.fail('no duty');
    await bareCollection<DutyDoc>(db, 'duties').insertMany(
      Array.from({ length: 20_000 }, (_, n) => ({ ...one, _id: `pilot/${n}#many`, path: ['99'] })),
    );
    let error: unknown;
    await createDutyFigures(db, { maxTimeMS: 1 })
      .rates({ path: '99' }, { by: 'unit' }, 0)
      .catch((thrown: unknown) => (error = thrown));
    expect(recogniseDatabase(error)).to.deep.include({ refused: 'QuestionTooWide' });
  });

  for (const more of [{}, { yellowFrom: { $lte: 1 } }, { dueAt: { $lt: 1 } }])
    it(`are counted from an index alone: ${Object.keys(more).join() || 'all that is open'}`, async () => {
      const found = await db
        .collection('duties')
        .find({ path: '53', status: 'open', ...more })
        .explain();
      expect(JSON.stringify(found['queryPlanner'].winningPlan)).to.include('IXSCAN').and.not.to.include('COLLSCAN');
    });
});
