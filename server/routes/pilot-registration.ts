import Joi from 'joi';
import { CENTRE } from '../../domain/actor.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { PILOT_LEVELS } from '../../domain/pilot/levels.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { PILOT_KINDS } from '../../domain/pilot/state.js';
import { MOST_AREAS, unknownArea, type TaskAreaList } from '../../domain/pilot/task-areas.js';
import { rolesFor } from '../../domain/rights.js';
import { invalid, refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { isRefused, receiptExample, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { codeName, dayFrom, dayText } from './plan.js';
import { areaVersion } from './task-areas.js';

const hostCode = (): Joi.StringSchema => Joi.string().pattern(/^\d\d(\d\d)?-h\d{3,}$/, { name: '53-h001' });

interface RegistrationBody {
  readonly title: string;
  readonly kind: (typeof PILOT_KINDS)[number];
  readonly level: (typeof PILOT_LEVELS)[number];
  readonly areas: readonly string[];
  readonly areasVersion?: number;
  readonly host: string;
  readonly start: string;
  readonly end: string;
}

export function registerRoute({ records, allocator, send, taskAreas }: BusinessDeps): Route {
  return route({
    name: 'registerPilot',
    method: 'post',
    path: '/pilots',
    summary: { zh: '试点立项，由所任岗位的单位承担', en: 'Register a pilot for the unit of the post acted with' },
    tags: ['试点 Pilots'],
    access: 'post',
    roles: rolesFor('registerPilot'),
    command: true,
    body: shape<RegistrationBody>({
      title: text(120).description('试点名称。What it is called.'),
      kind: Joi.string()
        .valid(...PILOT_KINDS)
        .description('全面试点或项目试点。Comprehensive or project.'),
      level: Joi.string()
        .valid(...PILOT_LEVELS)
        .description('国家级、省级、市级。The level, which names the reviewers.'),
      areas: Joi.array()
        .items(codeName())
        .min(1)
        .max(MOST_AREAS)
        .unique()
        .description('任务领域代号，至少一个，全面试点至少两个。Codes of task areas: at least one, of a comprehensive pilot two.'),
      areasVersion: areaVersion()
        .optional()
        .description(
          '所依据的任务领域版本，不填为现行版。The version of the task areas they are taken from; the newest where it does not say.',
        ),
      host: hostCode().description('承担单位代码，属于本单位。The host, a unit under the own one.'),
      start: dayText().description('开始日期，立项前 365 日以内或更晚。The first day, 365 days before the registration at the earliest.'),
      end: dayText().description(
        '结束日期，在立项日之后、日历已知年份之内。The last day, after that of the registration and in a year that the calendar knows.',
      ),
    }),
    response: { 201: receiptSchema },
    refusals: ['NoRight', 'WrongLevel', 'EndTooEarly', 'PilotDatesOutside', 'UnknownArea', 'AreasTooFew'],
    examples: {
      body: {
        title: '滇中新区技能提升试点',
        kind: 'project',
        level: 'national',
        areas: ['skills'],
        host: '53-h001',
        start: '2026-12-01',
        end: '2028-11-30',
      },
      201: { ...receiptExample, seq: 2, events: ['pilotRegistered', 'dutiesChanged'] },
    },
    async handle({ body, actor, command: key, now }) {
      if (actor.unit === CENTRE) return refused('WrongLevel');
      const isRepeat = (await records.commandOf(key.id)) !== undefined;
      if (!isRepeat && !(await isOwnHost(body.host, actor.unit))) return invalid(NO_SUCH_HOST);
      const list = await listOf(body.areasVersion);
      if (list === undefined) return invalid(NO_SUCH_VERSION);
      const area = isRepeat ? undefined : unknownArea(list, body.areas);
      if (area !== undefined) return refused('UnknownArea', { facts: { area, version: list.version } });
      const { start, end, ...registration } = body;
      const year = formatDay(dayOf(now)).slice(0, 4);
      const allocated = await allocator.allocate(`${PILOT_SERIES}${actor.unit}-${year}`, key.id, key.hash);
      if (allocated === 'reused') return refused('IdempotencyKeyReused');
      const id = `${allocated.series.slice(PILOT_SERIES.length)}-${String(allocated.number).padStart(4, '0')}`;
      const command: PilotCommand = {
        type: 'registerPilot',
        ...registration,
        areasVersion: list.version,
        region: actor.unit,
        startDay: dayFrom(start),
        endDay: dayFrom(end),
      };
      const answer = await sendCommand(send, { to: { kind: 'pilot', id }, actor, command, key, now });
      return isRefused(answer) ? answer : { status: 201, body: answer, headers: { Location: `/api/v1/pilots/${id}` } };
    },
  });

  function listOf(version: number | undefined): Promise<TaskAreaList | undefined> {
    return version === undefined ? taskAreas.newest() : taskAreas.version(version);
  }

  async function isOwnHost(host: string, region: string): Promise<boolean> {
    const head = await records.head('unit', host);
    return head !== undefined && !head.isClosed && head.path.at(-2) === region;
  }
}

const PILOT_SERIES = 'pilot/';
const NO_SUCH_VERSION = { field: 'body.areasVersion', zh: '没有这一版任务领域。', en: 'There is no such version of the task areas.' };
const NO_SUCH_HOST = { field: 'body.host', zh: '本单位没有这个承担单位。', en: 'The own unit has no such host.' };
