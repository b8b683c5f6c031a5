import type { Connection } from 'mongoose';
import type { UnitNames } from '../domain/unit-names.js';
import { bareCollection } from './connect.js';
import type { EntityDoc } from './entity.js';

type Named = Pick<EntityDoc, '_id' | 'entity' | 'title'>;

/** Reads names from the units' views, by their ids; nothing is kept, so that a new name is told at the next question. */
export function createUnitNames(db: Connection): UnitNames {
  const units = bareCollection<EntityDoc>(db, 'entities');
  return {
    async of(codes) {
      const ids = codes.map((code) => `unit/${code}`);
      const found = await units.find<Named>({ _id: { $in: ids } }, { projection: { entity: 1, title: 1 } }).toArray();
      return new Map(found.map(({ entity, title }) => [entity, title]));
    },
  };
}
