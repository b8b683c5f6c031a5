import { expect } from 'chai';
import * as fc from 'fast-check';
import { mongo } from 'mongoose';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { lifeOf, scripts } from './lives.js';
import type { Life } from './living.js';

/** Everything the record store writes of a life. */
function storedOf({ kind, id, entries }: Life): Record<string, unknown>[] {
  const { view, duties, outbox } = project(kind, id, nothingYet(kind), entries, calendar);
  return [...entries, view, ...duties, ...outbox].map((document) => ({ ...document }));
}

/** Paths at which a value cannot be stored as it is. */
function flawsOf(value: unknown, path = ''): string[] {
  if (value === undefined) return [`${path} is undefined`];
  if (typeof value === 'number' && !Number.isFinite(value)) return [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? [`${path} is a function`] : [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) || (key !== '' && !key.includes('.') && !key.startsWith('$')) ? [] : [`${path} has the key “${key}”`]),
    ...flawsOf(inner, `${path}/${key}`),
  ]);
}

describe('what is stored of any life', () => {
  const holds = (check: (documents: readonly Record<string, unknown>[]) => void): void =>
    fc.assert(
      fc.property(scripts(50), (script) => check(storedOf(lifeOf(script)))),
      { seed: 4_711, numRuns: 40 },
    );

  it('has no key that MongoDB would read as a path or an operator, and nothing undefined', () => {
    holds((documents) => {
      expect(documents.flatMap((document) => flawsOf(document))).to.deep.equal([]);
    });
  });

  it('reads back the same from JSON', () => {
    holds((documents) => {
      for (const document of documents) expect(JSON.parse(JSON.stringify(document))).to.deep.equal(document);
    });
  });

  it('reads back the same from BSON, down to the order of its keys', () => {
    const { BSON } = mongo;
    holds((documents) => {
      for (const document of documents)
        expect(JSON.stringify(BSON.deserialize(BSON.serialize(document)))).to.equal(JSON.stringify(document));
    });
  });
});
