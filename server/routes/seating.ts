import type { Role } from '../../domain/actor.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { invalid, type Refused } from '../http/problems.js';
import type { BusinessDeps } from './deps.js';

export interface Seated {
  readonly person: string;
  readonly name: string;
  readonly personHolds: readonly Role[];
}

export function createSeat({ people, posts }: Pick<BusinessDeps, 'people' | 'posts'>) {
  /** Names the person for the record, with what they hold anywhere; refuses one that does not exist. */
  const seat = async (person: string, now: number, then: (seated: Seated) => UnitCommand): Promise<UnitCommand | Refused> => {
    const [found, held] = await Promise.all([people.findPerson(person), posts.of(person, now)]);
    if (found === undefined) return invalid(NO_SUCH_PERSON);
    return then({ person, name: found.name, personHolds: [...new Set(held.map(({ role }) => role))] });
  };
  return seat;
}

const NO_SUCH_PERSON = { field: 'body.person', zh: '没有这个人员。', en: 'There is no such person.' };
