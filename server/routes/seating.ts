import type { Actor } from '../../domain/actor.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import type { KnownPerson, PostDesk } from '../../domain/unit/post-desk.js';
import type { PeopleDirectory } from '../../models/people-directory.js';
import { invalid, type Refused } from '../http/problems.js';
import { maySeat } from './looked-up.js';

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

/** Why nobody is seated: who sits elsewhere is as good as nobody, so that no answer tells whether there is such a person. */
export const refuseStranger =
  (people: Pick<PeopleDirectory, 'holdersIn'>) =>
  async (_: object, { person }: { readonly person: string }, actor: Actor): Promise<Refused | undefined> =>
    (await maySeat(people, actor, person)) ? undefined : invalid(NO_SUCH_PERSON);

const NO_SUCH_PERSON = { field: 'body.person', zh: '没有这个人员。', en: 'There is no such person.' };
