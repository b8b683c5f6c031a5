import type { UnitCommand } from '../../domain/unit/messages.js';
import type { KnownPerson, PostDesk } from '../../domain/unit/post-desk.js';
import { invalid, type Refused } from '../http/problems.js';

export interface Seated extends KnownPerson {
  readonly person: string;
}

/** Names the person for the record, with what is known of them anywhere; refuses one that does not exist. */
export async function seat(
  desk: PostDesk,
  person: string,
  now: number,
  then: (seated: Seated) => UnitCommand | Promise<UnitCommand>,
): Promise<UnitCommand | Refused> {
  const known = await desk.person(person, now);
  return known === undefined ? invalid(NO_SUCH_PERSON) : then({ person, ...known });
}

const NO_SUCH_PERSON = { field: 'body.person', zh: '没有这个人员。', en: 'There is no such person.' };
