import Joi from 'joi';
import { unitOfPost, type Actor } from '../../domain/actor.js';
import type { Seat } from '../../domain/unit/posts.js';
import { createPager, pageOf } from '../http/page.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { whereaboutsFor } from './looked-up.js';
import { postName, postNames, type PostName } from './post-names.js';
import { personId, roleName, unitCode } from './unit-schema.js';

interface PeopleFilters {
  readonly name?: string;
  readonly unit?: string;
  readonly post?: string;
}
interface SeatRow extends Pick<Seat, 'post' | 'unit' | 'role' | 'onBehalfOf'> {
  readonly postName: Sentence;
}
interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly posts: readonly SeatRow[];
}
const personRow = shape<PersonRow>({
  id: personId(),
  name: Joi.string().description('姓名。The name.'),
  posts: Joi.array()
    .items(
      shape<SeatRow>({
        post: Joi.string().description('岗位全名。The post in full.'),
        postName: postName(),
        unit: unitCode(),
        role: roleName(),
        onBehalfOf: Joi.string().optional().description('受托时的岗位本人。Whose post it is, where it is held by delegation.'),
      }),
    )
    .description('目前的岗位，仅限可见单位。The posts held at present, as far as they may be seen.'),
});

/** After every name that begins so. */
const END_OF_NAMES = '\u{10FFFF}';

/** People who may be asked, seated or told: of the own unit and below; whoever sees all units sees everybody, also those without a post. */
export function peopleRoute({ people, unitNames, clock }: BusinessDeps): Route {
  const pager = createPager<PeopleFilters>({
    sorts: { name: ['name'] },
    defaultSort: 'name',
    filters: {
      name: Joi.string().trim().max(50).description('姓名开头。How the name begins.'),
      unit: unitCode().description('任职单位代码。The unit of a post held.'),
      post: Joi.string()
        .pattern(/^\d\d(\d\d)?(-h\d{3,6})?\/[a-z-]{1,40}$/, { name: '53/liaison' })
        .description('岗位全名。A post in full.'),
    },
  });

  /** Undefined where it may be anybody. */
  const idsOf = async (actor: Actor, { unit, post }: PeopleFilters, now: number): Promise<readonly string[] | undefined> => {
    const named = post === undefined ? unit : unitOfPost(post);
    // Of two units asked for at once nobody is.
    if (unit !== undefined && named !== unit) return [];
    const where = whereaboutsFor(actor, named);
    if (where === 'anybody') return undefined;
    if (where === 'nobody') return [];
    const ids = await people.holdersIn(where);
    if (post === undefined) return ids;
    const seats = await people.heldByAll(ids, now);
    return seats.filter((seat) => seat.post === post).map(({ person }) => person);
  };

  return route({
    name: 'listPeople',
    method: 'get',
    path: '/people',
    summary: { zh: '人员：本单位及所辖单位的任职人', en: 'People who hold posts of the own unit and of those below' },
    tags: ['单位与岗位 Units and posts'],
    access: 'post',
    query: pager.query,
    response: { 200: pageOf(personRow) },
    examples: {
      200: {
        items: [
          {
            id: 'p-53-liaison',
            name: '李四',
            posts: [{ post: '53/liaison', postName: { zh: '云南省联络员', en: 'liaison of Yunnan' }, unit: '53', role: 'liaison' }],
          },
        ],
        next: null,
      },
    },
    async handle({ actor, query }) {
      const now = clock.now();
      const ids = await idsOf(actor, query, now);
      if (ids !== undefined && ids.length === 0) return { status: 200, body: { items: [], next: null } };
      const { filter, sort, limit } = pager.open(query);
      const own = {
        ...(ids === undefined ? {} : { _id: { $in: [...ids] } }),
        ...(query.name === undefined ? {} : { name: { $gte: query.name, $lt: query.name + END_OF_NAMES } }),
      };
      const page = pager.close(query, await people.find({ filter: { $and: [own, filter] }, sort, limit }));
      const seats = await people.heldByAll(
        page.items.map(({ _id }) => _id),
        now,
      );
      const visible = seats.filter(({ unitPath }) => isVisible('unit', actor, unitPath));
      const called = await postNames(
        unitNames,
        visible.map(({ post }) => post),
      );
      const items = page.items.map(({ _id: id, name }): PersonRow => {
        const seen = visible.filter(({ person }) => person === id);
        return { id, name, posts: seen.map((seat) => rowOf(seat, called)) };
      });
      return { status: 200, body: { items, next: page.next } };
    },
  });
}

const rowOf = ({ post, unit, role, onBehalfOf }: Seat, called: PostName): SeatRow => ({
  post,
  postName: called(post),
  unit,
  role,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});
