import { expect } from 'chai';
import * as fc from 'fast-check';
import Joi from 'joi';
import mongoose, { type Connection } from 'mongoose';
import { createPager, type Window } from '../../server/http/page.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';

interface Item {
  readonly _id: string;
  readonly due: number | null;
  readonly title: string;
  readonly at: { readonly weight: number };
}
const pager = createPager<{ unit?: string }>({
  sorts: { due: ['due'], title: ['title'], weight: ['at.weight', 'due'], id: ['_id'] },
  defaultSort: '-due',
  nullable: ['due'],
  filters: { unit: Joi.string() },
});

const items = fc.uniqueArray(
  fc.record<Item>({
    _id: fc.string({ unit: fc.constantFrom('a', 'Z', '督', '办', '🙂'), minLength: 1, maxLength: 4 }),
    due: fc.option(fc.integer({ min: -2, max: 3 })),
    title: fc.string({ unit: fc.constantFrom('a', 'B', '试', '点', '\uffee', '🙂'), maxLength: 2 }),
    at: fc.record({ weight: fc.constantFrom(0, 0.1, -7, 1e21) }),
  }),
  { selector: ({ _id }) => _id, maxLength: 24 },
);
const sort = fc.constantFrom(...['due', 'title', 'weight', 'id'].flatMap((name) => [name, `-${name}`]));
const limit = fc.integer({ min: 1, max: 7 });

const ask = (asked: object) => {
  const { value, error } = pager.query.validate(asked);
  if (error) throw error;
  return value;
};

/** Turns page after page, by the cursors alone. */
async function turnAll(asked: { sort: string; limit: number }, fetch: (window: Window) => Promise<readonly Item[]>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  do {
    const query = ask(cursor ? { ...asked, cursor } : asked);
    const page = pager.close(query, await fetch(pager.open(query)));
    pages.push(page.items.map(({ _id }) => _id));
    cursor = page.next;
  } while (cursor && pages.length < 100);
  return pages;
}

function expectWhole(pages: string[][], whole: readonly string[], limit: number): void {
  expect(pages.flat()).to.deep.equal(whole);
  for (const page of pages.slice(0, -1)) expect(page).to.have.length(limit);
}
const wholeOf = (all: readonly Item[], sort: string): string[] => {
  const { sort: order } = pager.open(ask({ sort }));
  return sortBy(all, order).map(({ _id }) => _id);
};

describe('a list in pages', () => {
  it('is the whole list in its order, whatever it holds, sorted by whatever, turned by whatever', () =>
    fc.assert(
      fc.asyncProperty(items, sort, limit, async (all, sort, limit) => {
        const fetch = async ({ filter, sort, limit }: Window) =>
          sortBy(
            all.filter((item) => matches(item, filter)),
            sort,
          ).slice(0, limit);
        expectWhole(await turnAll({ sort, limit }, fetch), wholeOf(all, sort), limit);
      }),
      { numRuns: 500 },
    ));

  it('loses nothing that was there all the while, when others come and go between two pages', () =>
    fc.assert(
      fc.asyncProperty(items, items, sort, limit, async (staying, passing, sort, limit) => {
        const stays = new Set(staying.map(({ _id }) => _id));
        let turned = 0;
        const fetch = async ({ filter, sort, limit }: Window) => {
          turned += 1;
          const others = passing.filter(({ _id }, index) => !stays.has(_id) && index % 3 !== turned % 3);
          return sortBy(
            [...staying, ...others].filter((item) => matches(item, filter)),
            sort,
          ).slice(0, limit);
        };
        const seen = (await turnAll({ sort, limit }, fetch)).flat().filter((id) => stays.has(id));
        expect(seen).to.deep.equal(wholeOf(staying, sort));
      }),
      { numRuns: 300 },
    ));

  it('holds fifty items unless asked, two hundred at most, in the usual order', () => {
    expect(ask({})).to.deep.equal({ limit: 50, sort: '-due' });
    for (const limit of [0, 201, 1.5, 'all']) expect(() => ask({ limit }), String(limit)).to.throw('limit');
    expect(() => ask({ sort: 'passwordHash' })).to.throw('sort');
  });

  it('refuses a cursor of another order, and one that is none of its own', () => {
    const query = ask({ sort: 'title', limit: 1 });
    const item = { _id: 'a', due: 1, title: 't', at: { weight: 1 } };
    const { next } = pager.close(query, [item, item]);
    expect(ask({ sort: 'title', cursor: next })).to.include({ cursor: next });
    const forge = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
    const forged = [
      'nonsense',
      '',
      forge({ sort: 'title', values: ['t'] }),
      forge({ sort: 'title', values: [{ $gt: '' }, 'a'] }),
      forge(null),
    ];
    for (const cursor of forged) expect(() => ask({ sort: 'title', cursor }), cursor).to.throw('cursor');
    for (const sort of ['-title', 'due']) expect(() => ask({ sort, cursor: next }), sort).to.throw('cursor');
  });

  it('does not go on after an item without the field it is sorted by', () => {
    const query = ask({ sort: 'title', limit: 1 });
    expect(() => pager.close(query, [{ _id: 'a' }, { _id: 'b' }])).to.throw('without title');
  });

  const uri = process.env['TEST_MONGODB_URI'];
  if (uri) {
    describe('from MongoDB', () => {
      let db: Connection;
      before(async () => {
        db = await mongoose.createConnection(uri, { dbName: `page-${process.pid}` }).asPromise();
      });
      after(async () => {
        await db.dropDatabase();
        await db.close();
      });

      it('is the whole list in the same order', () =>
        fc.assert(
          fc.asyncProperty(items, sort, limit, async (all, sort, limit) => {
            const collection = db.collection<Item>('items');
            await collection.deleteMany({});
            if (all.length > 0) await collection.insertMany([...all]);
            const fetch = ({ filter, sort, limit }: Window) => collection.find(filter).sort(sort).limit(limit).toArray();
            expectWhole(await turnAll({ sort, limit }, fetch), wholeOf(all, sort), limit);
          }),
          { numRuns: 60 },
        ));

      it('enters an index at the cursor instead of walking to it', async () => {
        const collection = db.collection<{ _id: string; unit: string; at: number }>('many');
        await collection.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: `d${n}`, unit: n % 2 ? '53' : '11', at: n })));
        await collection.createIndex({ unit: 1, at: 1, _id: 1 });
        const byTime = createPager({ sorts: { at: ['at'] }, defaultSort: 'at' });
        const query = { sort: 'at', limit: 20 };
        const { next } = byTime.close({ ...query, limit: 1 }, [{ _id: 'd4001', at: 4001 }, {}]);
        const { filter, sort, limit } = byTime.open({ ...query, cursor: next ?? '' });
        const plan = await collection
          .find({ $and: [{ unit: '53' }, filter] })
          .sort(sort)
          .limit(limit)
          .explain('executionStats');
        expect(plan['executionStats'].totalKeysExamined).to.be.below(30);
        expect(JSON.stringify(plan['queryPlanner'].winningPlan)).not.to.contain('"SORT"');
      });
    });
  }
});
