import Joi from 'joi';
import { BURDENS, FIRST_BURDEN_CAP, overCap, type Burden, type BurdenCap, type BurdenCounts } from '../../domain/burden.js';
import { startOfDay } from '../../domain/calendar.js';
import { rolesFor, scopeOf } from '../../domain/rights.js';
import type { BurdenCaps } from '../../models/burden-caps.js';
import type { Version } from '../../models/versions.js';
import { route, type Route } from '../http/route.js';
import { bilingual, instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { PROVINCES } from '../../domain/provinces.js';
import { burdenSentence, partOfBurdenSentence } from '../words/burden.js';
import { scopeFilter } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { reason } from './pilot-command-route.js';
import { dayFrom } from './plan.js';
import { baseVersion, isNotPublished, refusedAs } from './publishing.js';

interface ProvinceBurden {
  readonly province: string;
  readonly asked: BurdenCounts;
  readonly over: readonly Burden[];
  readonly sentence: Sentence;
}
interface YearOfBurden {
  readonly year: number;
  readonly cap: BurdenCap;
  readonly capVersion: number;
  readonly items: readonly ProvinceBurden[];
}
const MOST = 1_000_000;
const figure = (zh: string, en: string): Joi.NumberSchema => Joi.number().integer().min(0).max(MOST).description(`${zh}，件。${en}.`);
const counts = () => ({
  form: figure('报表', 'Forms: plans to be submitted, again after each return'),
  report: figure('报告', 'Reports: periodic, concluding, after a talk'),
  check: figure('检查核查', 'Checks: results of milestones to be proved'),
  notice: figure('督办、约谈、通报', 'Notices to be answered and talks to be held'),
});
const provinceRow = shape<ProvinceBurden>({
  province: Joi.string().description('省级代码。The code of the province.'),
  asked: shape<BurdenCounts>(counts()).description('本年已要求的件数。What it was asked for this year.'),
  over: Joi.array()
    .items(Joi.string().valid(...BURDENS))
    .description('超出上限的项目。What is above the cap.'),
  sentence: bilingual('与上限相比', 'How it stands against the cap'),
});
const capSchema = shape<Version<BurdenCap>>({
  ...counts(),
  version: Joi.number().integer().min(1).description('版本号。Its version.'),
  publishedAt: instant().description('发布时间，毫秒。When it was published, in epoch milliseconds.'),
});
const example: BurdenCounts = { form: 12, report: 610, check: 96, notice: 5 };
const yearExample: YearOfBurden = {
  year: 2026,
  cap: FIRST_BURDEN_CAP,
  capVersion: 1,
  items: [{ province: '53', asked: example, over: ['report'], sentence: burdenSentence(example, FIRST_BURDEN_CAP) }],
};
const COMMON = { tags: ['基层负担 Burden'], access: 'post' } as const;

export type BurdenDeps = BusinessDeps & { readonly burdenCaps: BurdenCaps };

const PROVINCE_DIGITS = 2;
const NOTHING: BurdenCounts = { form: 0, report: 0, check: 0, notice: 0 };

/** What provinces are asked for in a year, against a cap that everybody can see (rules: Burden). */
export function burdenRoutes({ figures, clock, burdenCaps }: BurdenDeps): Route[] {
  return [
    route({
      ...COMMON,
      name: 'readBurden',
      method: 'get',
      path: '/burden/{year}',
      summary: { zh: '一年里向各省要了多少报表、报告、检查和督办', en: 'What each province was asked for in a year' },
      params: shape<{ year: number }>({ year: Joi.number().integer().min(2000).max(2098).description('年份。The year.') }),
      response: {
        200: shape<YearOfBurden>({
          year: Joi.number().integer().description('年份。The year.'),
          cap: shape<BurdenCap>(counts()).description('每省全年上限。The cap for each province and year.'),
          capVersion: Joi.number().integer().description('上限的版本。The version of the cap.'),
          items: Joi.array().items(provinceRow).description('各省，按代码。The provinces, by code.'),
        }),
      },
      refusals: ['QuestionTooWide'],
      examples: { 200: yearExample },
      async handle({ actor, params: { year } }) {
        const { version: capVersion, publishedAt: _, ...cap } = await burdenCaps.newest();
        const seen = scopeOf('duty', actor);
        const scope = scopeFilter(seen);
        // A city or a host sees a part of what its province was asked for, and the cap is the province's.
        const isWhole = seen.sees === 'all' || (seen.sees === 'under' && seen.unit.length === PROVINCE_DIGITS);
        const [from, to] = [startOfDay(dayFrom(`${year}-01-01`)), startOfDay(dayFrom(`${year + 1}-01-01`))];
        const found =
          scope === undefined ? new Map<string, BurdenCounts>() : await figures.burdens(scope, from, Math.min(to, clock.now() + 1));
        // Whoever sees all sees also of whom nothing was asked.
        const all = seen.sees === 'all' ? PROVINCES.map(([province]): [string, BurdenCounts] => [province, NOTHING]) : [];
        const items = [...new Map([...all, ...found])]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([province, asked]) =>
            isWhole
              ? { province, asked, over: overCap(asked, cap), sentence: burdenSentence(asked, cap) }
              : { province, asked, over: [], sentence: partOfBurdenSentence(actor.unit) },
          );
        return { status: 200, body: { year, cap, capVersion, items } };
      },
    }),
    route({
      ...COMMON,
      name: 'publishBurdenCap',
      method: 'post',
      path: '/burden-caps',
      summary: { zh: '发布新的年度上限', en: 'Publish the next version of the yearly cap' },
      roles: rolesFor('publishBurdenCap'),
      command: true,
      body: shape<BurdenCap & { base: number; reason: string }>({ base: baseVersion(), ...counts(), reason: reason() }),
      response: { 201: capSchema },
      refusals: ['NoRight', 'StaleVersion'],
      examples: {
        body: { base: 1, ...FIRST_BURDEN_CAP, reason: '按今年的减负要求调整。' },
        201: { ...FIRST_BURDEN_CAP, version: 2, publishedAt: 1_795_000_000_000 },
      },
      async handle({ body: { reason: why, base, ...content }, actor, command: { id: commandId, hash: commandHash }, now: receivedAt }) {
        const published = await burdenCaps.publish({ commandId, commandHash, receivedAt, actor, base, content, reason: why });
        return isNotPublished(published) ? refusedAs(published) : { status: 201, body: published };
      },
    }),
  ];
}
