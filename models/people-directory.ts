import type { Connection } from 'mongoose';
import { bareCollection } from './connect.js';
import type { EntityDoc } from './entity.js';
import type { Seats } from './holders.js';
import type { Find } from './lists.js';
import type { PersonDoc } from './person.js';

/** Which units' holders are meant; both narrow each other. */
export interface Whereabouts {
  /** Of this unit and all below it. */
  readonly under?: string;
  /** Of this unit alone. */
  readonly unit?: string;
}

/** Everybody who may hold posts, to be found by name and by where they sit. */
export interface PeopleDirectory {
  /** Ids of whoever holds a post there or acts for its holder. */
  holdersIn(where: Whereabouts): Promise<readonly string[]>;
  find(find: Find): Promise<readonly Omit<PersonDoc, 'email'>[]>;
  heldByAll: Seats['heldByAll'];
}

/** What is asked of a unit's view: of one unit by its own id. */
const filterOf = ({ under, unit }: Whereabouts) => ({
  kind: 'unit' as const,
  isClosed: false,
  ...(under === undefined ? {} : { path: under }),
  ...(unit === undefined ? {} : { entity: unit }),
});

export function createPeopleDirectory(db: Connection, seats: Seats): PeopleDirectory {
  const units = bareCollection<EntityDoc>(db, 'entities');
  const people = bareCollection<PersonDoc>(db, 'people');
  return {
    holdersIn: (where) => units.distinct('fields.holders', filterOf(where)),
    find: ({ filter, sort, limit }) => people.find(filter, { projection: { email: 0 }, sort, limit }).toArray(),
    heldByAll: (persons, now) => seats.heldByAll(persons, now),
  };
}
