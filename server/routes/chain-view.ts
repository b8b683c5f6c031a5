import Joi from 'joi';
import { postOf, type PostId, type Role } from '../../domain/actor.js';
import { dayOf, formatDay, type Calendar, type Day, type Instant } from '../../domain/calendar.js';
import { dayOfLevel, feedbackDuty, overdueSince, signedDay } from '../../domain/chain/item-days.js';
import { inHand } from '../../domain/chain/items.js';
import { groupsOf } from '../../domain/chain/escalation-groups.js';
import { ITEM_STATUSES, type Assignment, type Chain, type Item } from '../../domain/chain/state.js';
import { firstDueOf, type Watched } from '../../domain/duty.js';
import type { Light } from '../../domain/light.js';
import { instant, shape, type Mutable } from '../http/schema.js';
import { lateDaysOf, URGENCY, worstLight, type WatchedDuties } from './chain-lights.js';
import { ifReturned, returnedSchema, type Returned } from './chain-returns.js';
import type { Sentence } from '../http/sentence.js';
import { chainPostWords, overdueItemSentence } from '../words/chains.js';
import { LIGHTS } from './pilot-list.js';
import { postName } from './post-names.js';

export interface ChainItemRow {
  readonly id: string;
  readonly title: string;
  readonly area?: string;
  readonly status: Item['status'];
  readonly due: string;
  readonly firstDue: string;
  readonly holder?: string;
  readonly holderName?: Sentence;
  readonly light: Light;
  readonly lateDays: number;
  readonly overdue?: Sentence;
  readonly share?: number;
  readonly isLate: boolean;
  readonly carriedFrom?: string;
  readonly returned?: Returned;
  readonly line: readonly LineRow[];
}
interface LineRow {
  readonly from: string;
  readonly fromName: Sentence;
  readonly to: string;
  readonly toName: Sentence;
  readonly due: string;
  readonly since: number;
  readonly status: Assignment['status'];
  readonly attempt: number;
}
export const chainLight = (): Joi.StringSchema => Joi.string().valid(...LIGHTS);

export const chainItemRow = shape<ChainItemRow>({
  id: Joi.string().description('事项代号。Its code.'),
  title: Joi.string().description('责任事项。What is to be done.'),
  area: Joi.string().optional().description('任务领域。The task area.'),
  status: Joi.string()
    .valid(...ITEM_STATUSES)
    .description('待交办、在办、已销号、已撤销。Planned, assigned, closed, withdrawn.'),
  due: Joi.string().description(
    '责任书所定期限；结转的为当年最后一日。The day the statement names; of what was carried over, the last of the year.',
  ),
  firstDue: Joi.string().description('最初的期限，结转后不变。The day it was first due on, kept when it goes over to the next year.'),
  holder: Joi.string()
    .optional()
    .description('此时在谁手里；待交办的在办公室主任手里。In whose hands it is; of the office director until it is assigned.'),
  holderName: postName().optional(),
  light: chainLight().description(
    '此事项最紧迫的责任的灯号；最初期限已过而未反馈的为红。The light of what is most pressing about it; red where its first day has passed.',
  ),
  lateDays: Joi.number().integer().description('已逾期几个工作日，未逾期为 0。By how many working days it is overdue.'),
  overdue: shape<Mutable<Sentence>>({
    zh: Joi.string().description('一句话说明：最初期限、逾期几日、在谁手里。In Chinese: when it was due, how late it is, who has it.'),
    en: Joi.string().description('The same in English. 英文说明。'),
  })
    .optional()
    .description('最初期限已过而未反馈的，说明缘由。Where its first day has passed: why it is red.'),
  share: Joi.number().optional().description('完成度（%），最近反馈的。In percent, as last fed back.'),
  isLate: Joi.boolean().description('迟办标记，不会消失。Late, for ever.'),
  carriedFrom: Joi.string().optional().description('由哪一年的责任链结转。The chain it was left open in.'),
  returned: returnedSchema()
    .optional()
    .description('反馈被退回、正在补正的，谁、何时、为何退回。Where its feedback was returned: who, when and why.'),
  line: Joi.array()
    .items(
      shape<LineRow>({
        from: Joi.string().description('交办岗位。Who gave it.'),
        fromName: postName(),
        to: Joi.string().description('承办岗位。Who has it.'),
        toName: postName(),
        due: Joi.string().description('本级期限。The day of this level.'),
        since: instant().description('自何时，毫秒。Since when, in epoch milliseconds.'),
        status: Joi.string().description('待签收、办理中、待核验。Assigned, acknowledged, fed back.'),
        attempt: Joi.number().integer().description('第几次反馈。Which attempt.'),
      }),
    )
    .description('自上而下的交办链条。The steps it went down.'),
});

const dutiesOf = (id: string, item: Item): readonly string[] => {
  if (item.status === 'planned') return [`assign-${id}`];
  return item.line.flatMap((one) => [`receipt-${id}-${one.number}`, feedbackDuty(id, one), `verify-${id}-${one.number}-${one.attempt}`]);
};

interface Seen {
  readonly watched: WatchedDuties;
  /** The last return of each item. */
  readonly returns: ReadonlyMap<string, Returned>;
  readonly calendar: Calendar;
  readonly now: Instant;
}

export function itemRows({ items }: Chain, province: string, { watched, returns, calendar, now }: Seen): ChainItemRow[] {
  const rows = Object.entries(items).map(([id, item]): ChainItemRow => {
    const { title, area, status, dueDay, share, carriedFrom, line } = item;
    const owed = watchedOf(id, item, watched);
    const first = firstDueOf(owed);
    const since = overdueSince(item, dayOf(now));
    const holder = holderOf(item, province);
    const atRest = status === 'closed' ? 'blue' : 'grey';
    return {
      id,
      title,
      ...(area === undefined ? {} : { area }),
      status,
      due: formatDay(dueDay),
      ...(holder === undefined ? {} : { holder, holderName: chainPostWords(holder) }),
      firstDue: formatDay(signedDay(item)),
      light: since === undefined ? worstLight(calendar, owed, now, atRest) : 'red',
      lateDays:
        since === undefined && first === undefined ? 0 : lateDaysOf(calendar, Math.min(since ?? Infinity, first?.due ?? Infinity), now),
      ...(since === undefined ? {} : { overdue: whyOverdue(item, { since, holder, lateDays: lateDaysOf(calendar, since, now) }) }),
      ...(share === undefined ? {} : { share }),
      isLate: item.isLate ?? false,
      ...(carriedFrom === undefined ? {} : { carriedFrom }),
      ...(isBeingCorrected(item) ? ifReturned(returns.get(id)) : {}),
      line: line.map((one) => {
        const { from, to, since, status: at, attempt } = one;
        const names = { fromName: chainPostWords(from), toName: chainPostWords(to) };
        return { from, to, ...names, due: formatDay(dayOfLevel(id, one, { watched })), since, status: at, attempt };
      }),
    };
  });
  return rows.sort((a, b) => URGENCY.indexOf(a.light) - URGENCY.indexOf(b.light));
}

const whyOverdue = (
  { title, carriedFrom, status }: Item,
  { since, holder, lateDays }: { readonly since: Day; readonly holder: PostId | undefined; readonly lateDays: number },
): Sentence =>
  overdueItemSentence({
    title,
    since: formatDay(since),
    lateDays,
    isAssigned: status === 'assigned',
    ...(holder === undefined ? {} : { post: holder }),
    ...(carriedFrom === undefined ? {} : { carriedFrom }),
  });

const isBeingCorrected = (item: Item): boolean => {
  const held = inHand(item);
  return held !== undefined && held.attempt > 1 && held.status !== 'fed-back';
};

/** Whoever has to take the next step. */
function holderOf(item: Item, province: string): PostId | undefined {
  if (item.status === 'planned') return postOf(province, 'office-director');
  const holder = inHand(item);
  return holder?.status === 'fed-back' ? holder.from : holder?.to;
}

const watchedOf = (id: string, item: Item, watched: WatchedDuties): WatchedDuties =>
  Object.fromEntries(
    dutiesOf(id, item).flatMap((duty): [string, Watched][] => {
      const owed = Object.hasOwn(watched, duty) ? watched[duty] : undefined;
      return owed === undefined ? [] : [[duty, owed]];
    }),
  );

/** The item a duty is about. */
export const itemOfDuty = ({ items }: Chain, duty: string): Item | undefined =>
  Object.entries(items).find(([id, item]) => dutiesOf(id, item).includes(duty))?.[1];

export interface EscalationCount {
  readonly role: Role;
  readonly waiting: number;
  readonly answered: number;
  readonly oldest: string;
}
export const escalationCount = shape<EscalationCount>({
  role: Joi.string().description('由谁答复：组长或办公室主任。Who answers: the leader or the office director.'),
  waiting: Joi.number().integer().description('待答复。Not answered yet.'),
  answered: Joi.number().integer().description('已答复、试点尚未办结。Answered, and not yet settled by the pilot.'),
  oldest: Joi.string().description('最早到达日。When the oldest arrived.'),
});

/** Open escalations by the level they have reached. */
export function escalationCounts(chain: Chain): EscalationCount[] {
  const counts = new Map<Role, EscalationCount>();
  for (const { role, on, answered, ids } of groupsOf(chain)) {
    const before = counts.get(role) ?? { role, waiting: 0, answered: 0, oldest: formatDay(on) };
    const day = formatDay(on);
    counts.set(role, {
      role,
      waiting: before.waiting + (answered === undefined ? ids.length : 0),
      answered: before.answered + (answered === undefined ? 0 : ids.length),
      oldest: day < before.oldest ? day : before.oldest,
    });
  }
  return [...counts.values()];
}
