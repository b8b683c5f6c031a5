import Joi from 'joi';
import { postOf, type PostId, type Role } from '../../domain/actor.js';
import { formatDay, type Calendar, type Instant } from '../../domain/calendar.js';
import { groupsOf } from '../../domain/chain/escalation-groups.js';
import { SIGNING_ORDER, type Chain, type ChainSignature } from '../../domain/chain/state.js';
import { firstDueOf, type Watched } from '../../domain/duty.js';
import type { Light } from '../../domain/light.js';
import { instant, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { chainPostWords } from '../words/chains.js';
import { postName } from './post-names.js';
import { lateDaysOf, worstLight, type WatchedDuties } from './chain-lights.js';
import { chainLight, type ChainItemRow } from './chain-view.js';

/** Signed; its turn; after others; or nothing to be signed at present. */
export const SIGNING_STATES = ['signed', 'waiting', 'later', 'none'] as const;

/** One level of a chain: whether it has signed, and what it has in hand. */
export interface ChainPostRow {
  readonly post: PostId;
  readonly postName: Sentence;
  readonly role: Role;
  readonly holder?: string;
  readonly signing: (typeof SIGNING_STATES)[number];
  readonly signed?: Pick<ChainSignature, 'person' | 'name' | 'onBehalfOf' | 'at'>;
  readonly light: Light;
  readonly duties: number;
  readonly items: readonly string[];
  readonly escalations: number;
  readonly since?: Instant;
  readonly due?: string;
  readonly lateDays: number;
}
export const chainPostRow = shape<ChainPostRow>({
  post: Joi.string().description('岗位。The post.'),
  postName: postName(),
  role: Joi.string()
    .valid(...SIGNING_ORDER)
    .description('层级。The level.'),
  holder: Joi.string().optional().description('现任姓名，岗位空缺时没有。Who holds the post; nobody where it is empty.'),
  signing: Joi.string()
    .valid(...SIGNING_STATES)
    .description('已签、轮到签、待前序签、目前无须签。Signed, its turn, after others, or nothing to be signed.'),
  signed: shape<Mutable<NonNullable<ChainPostRow['signed']>>>({
    person: Joi.string().description('签字人编号。Who signed.'),
    name: Joi.string().description('姓名，当时的。The name at that time.'),
    onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
    at: instant().description('签字时间，毫秒。When, in epoch milliseconds.'),
  })
    .optional()
    .description('现行版本的签字。The signature on the present version.'),
  light: chainLight().description('本级最紧迫事项的灯号；无在办事项为灰。The worst of what it owes; grey where it owes nothing.'),
  duties: Joi.number().integer().description('本级在办责任事项数。How many duties it owes.'),
  items: Joi.array().items(Joi.string()).description('在本级手里的事项代号。The items in its hands.'),
  escalations: Joi.number().integer().description('待本级答复的升级事项数。How many escalations it has to answer.'),
  since: instant()
    .optional()
    .description('最紧迫的一项自何时起，毫秒。Since when it has owed what is most pressing, in epoch milliseconds.'),
  due: Joi.string().optional().description('最紧迫的一项的期限。When that is due.'),
  lateDays: Joi.number().integer().description('该项已逾期几个工作日，未逾期为 0。By how many working days it is overdue.'),
});

interface Seen {
  readonly watched: WatchedDuties;
  readonly items: readonly ChainItemRow[];
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly holderOf: (post: PostId) => Promise<string | undefined>;
}

/** The four levels from the top down. */
export function chainPosts(chain: Chain, province: string, { watched, items, calendar, now, holderOf }: Seen): Promise<ChainPostRow[]> {
  const rows = SIGNING_ORDER.map(async (role, index): Promise<ChainPostRow> => {
    const post = postOf(province, role);
    const own = Object.fromEntries(Object.entries(watched).filter(([, duty]) => duty.post === post));
    const first = firstDueOf(own);
    const holder = await holderOf(post);
    const signature = chain.signatures[index];
    const inHand = items.filter((item) => item.holder === post);
    const isOverItem = inHand.some(({ light }) => light === 'red');
    return {
      post,
      postName: chainPostWords(post),
      role,
      ...(holder === undefined ? {} : { holder }),
      signing: signingOf(chain, index),
      ...(signature === undefined ? {} : { signed: signedBy(signature) }),
      light: isOverItem ? 'red' : worstLight(calendar, own, now, 'grey'),
      duties: Object.keys(own).length,
      items: inHand.map(({ id }) => id),
      escalations: waitingFor(chain, post),
      ...(first === undefined ? {} : sinceOf(first)),
      lateDays: Math.max(first === undefined ? 0 : lateDaysOf(calendar, first.due, now), ...inHand.map(({ lateDays }) => lateDays)),
    };
  });
  return Promise.all(rows);
}

function signingOf({ phase, signatures }: Chain, index: number): ChainPostRow['signing'] {
  if (index < signatures.length) return 'signed';
  if (phase !== 'signing') return 'none';
  return index === signatures.length ? 'waiting' : 'later';
}
const signedBy = ({ person, name, onBehalfOf, at }: ChainSignature): NonNullable<ChainPostRow['signed']> => ({
  person,
  name,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  at,
});
const sinceOf = ({ openedAt, termedAt = openedAt, due }: Watched) => ({ since: termedAt, due: formatDay(due) });

/** How many escalations this post has yet to answer. */
export const waitingFor = (chain: Chain, post: PostId): number =>
  groupsOf(chain)
    .filter(({ role, answered }) => post.endsWith(`/${role}`) && answered === undefined)
    .reduce((sum, { ids }) => sum + ids.length, 0);
