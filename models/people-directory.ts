import type { Connection } from 'mongoose';
import { bareCollection } from './connect.js';
import type { EntityDoc } from './entity.js';
import type { Seats } from './holders.js';
import type { Find } from './lists.js';
import type { PersonDoc } from './person.js';

/** Which units' holders are meant; all narrow each other. */
export interface Whereabouts {
  /** Of this unit and all below it. */
  readonly under?: string;
  /** Of this unit alone. */
  readonly unit?: string;
  /** This person and nobody else. */
  readonly person?: string;
}

/** Everybody who may hold posts, to be found by name and by where they sit. */
export interface PeopleDirectory {
  /** Ids of whoever holds a post there or acts for its holder. */
  holdersIn(where: Whereabouts): Promise<readonly string[]>;
  find(find: Find): Promise<readonly Omit<PersonDoc, 'email'>[]>;
  heldByAll: Seats['heldByAll'];
}

/** What is asked of a unit's view: of one unit by its own id. */
const filterOf = ({ under, unit, person }: Whereabouts) => ({
  kind: 'unit' as const,
  isClosed: false,
  ...(under === undefined ? {} : { path: under }),
  ...(unit === undefined ? {} : { entity: unit }),
  ...(person === undefined ? {} : { 'fields.holders': person }),
});

export function createPeopleDirectory(db: Connection, seats: Seats): PeopleDirectory {
  const units = bareCollection<EntityDoc>(db, 'entities');
  const people = bareCollection<PersonDoc>(db, 'people');
  return {
    async holdersIn(where) {
      const found: readonly string[] = await units.distinct('fields.holders', filterOf(where));
      return where.person === undefined ? found : found.filter((one) => one === where.person);
    },
    find: ({ filter, sort, limit }) => people.find(filter, { projection: { email: 0 }, sort, limit }).toArray(),
    heldByAll: (persons, now) => seats.heldByAll(persons, now),
  };
}
