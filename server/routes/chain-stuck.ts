import Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import { dayOf, formatDay, workingDaysBetween, type Calendar, type Instant } from '../../domain/calendar.js';
import type { Chain } from '../../domain/chain/state.js';
import { firstDueOf } from '../../domain/duty.js';
import type { Light } from '../../domain/light.js';
import { instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { chainPostWords, waitingSentence } from '../words/chains.js';
import { lateDaysOf, lightOf, type WatchedDuties } from './chain-lights.js';
import { waitingFor } from './chain-posts.js';
import { postName } from './post-names.js';
import { chainLight, itemOfDuty } from './chain-view.js';
import { lastIssued, type NoticeAbout } from './notices-about.js';

/** Where a chain is stuck: the duty that is due first, who has it since when, and all that in one sentence. */
export interface Stuck {
  readonly duty: string;
  readonly kind: string;
  readonly post: string;
  readonly postName: Sentence;
  readonly holder?: string;
  readonly since: Instant;
  readonly due: string;
  readonly light: Light;
  readonly lateDays: number;
  readonly zh: string;
  readonly en: string;
}
export const stuckSchema = shape<Stuck>({
  duty: Joi.string().description('责任事项代号。The duty.'),
  kind: Joi.string().description('类别。Its kind.'),
  post: Joi.string().description('责任岗位。Who owes it.'),
  postName: postName(),
  holder: Joi.string().optional().description('现任姓名，岗位空缺时没有。Who holds the post; nobody where it is empty.'),
  since: instant().description('自何时起，毫秒。Since when, in epoch milliseconds.'),
  due: Joi.string().description('期限。When it is due.'),
  light: chainLight().description('灯号。Its light.'),
  lateDays: Joi.number().integer().description('已逾期几个工作日。By how many working days it is overdue.'),
  zh: Joi.string().description('一句话说明：卡在谁处、自何时起、为何。The sentence, in Chinese: where, since when and why.'),
  en: Joi.string().description('The sentence, in English. 一句话说明，英文。'),
});

interface StuckFacts {
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly holderOf: (post: PostId) => Promise<string | undefined>;
  /** What went out about the chain, as far as the reader may see it. */
  readonly notices: readonly NoticeAbout[];
}

/** Undefined where nothing is owed. */
export async function stuckAt(
  chain: Chain,
  watched: WatchedDuties,
  { calendar, now, holderOf, notices }: StuckFacts,
): Promise<Stuck | undefined> {
  const first = firstDueOf(watched);
  if (first === undefined) return undefined;
  const { id: duty, kind, post, openedAt, termedAt: since = openedAt, due, notice: drafted } = first;
  const holder = await holderOf(post);
  const item = itemOfDuty(chain, duty)?.title;
  const escalations = kind === 'answer-escalations' ? waitingFor(chain, post) : undefined;
  const [light, lateDays] = [lightOf(calendar, first, now), lateDaysOf(calendar, due, now)];
  const notice = drafted === undefined ? undefined : lastIssued(notices, drafted);
  const named = { kind, post, ...(holder === undefined ? {} : { holder }), due: formatDay(due), light, lateDays };
  const sentence = waitingSentence({
    ...named,
    since: formatDay(dayOf(since)),
    leftDays: dayOf(now) >= due ? 0 : workingDaysBetween(calendar, dayOf(now), due),
    ...(item === undefined ? {} : { item }),
    ...(escalations === undefined ? {} : { escalations }),
    ...(notice === undefined ? {} : { notice }),
  });
  return { duty, ...named, postName: chainPostWords(post), since, ...sentence };
}
