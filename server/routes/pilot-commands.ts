import Joi from 'joi';
import { rolesFor } from '../../domain/rights.js';
import { CENTRE } from '../../domain/actor.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import { PILOT_LEVELS } from '../../domain/pilot/levels.js';
import type { EnteredFigure, PilotCommand, PilotCommandType } from '../../domain/pilot/messages.js';
import { PLAN_SECTIONS, type PlanContent } from '../../domain/pilot/plan-content.js';
import { GRADES, PILOT_KINDS, TASK_AREAS, type Grade, type SectionReason } from '../../domain/pilot/state.js';
import { invalid, refused, type ProblemCode } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isRefused, lookUpVisible, receiptExample, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { codeName, dayFrom, dayText, figureValue, outlineOf, planExample, planSchema, sha256Of, sha256Text } from './plan.js';

export const pilotIdSchema = Joi.string()
  .pattern(/^\d{2}(\d\d)?-20\d\d-\d{4,6}$/, { name: '53-2026-0007' })
  .description('试点编号。The number of the pilot.');
export const hostCode = (): Joi.StringSchema => Joi.string().pattern(/^\d\d(\d\d)?-h\d{3,}$/, { name: '53-h001' });

interface PilotParams {
  readonly id: string;
}
export const pilotParams = shape<PilotParams>({ id: pilotIdSchema });

interface FigureBody {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: string;
}
const figure = shape<FigureBody>({
  indicator: codeName().description('指标代号。Which indicator.'),
  value: figureValue().description('实际值。The actual value.'),
  asOf: dayText().description('数据截止日期。The day the value holds for.'),
});
const figures = (): Joi.ArraySchema => Joi.array().items(figure).max(300);
const figuresOf = (bodies: readonly FigureBody[]): EnteredFigure[] => bodies.map(({ asOf, ...rest }) => ({ ...rest, asOf: dayFrom(asOf) }));
const figureExample: FigureBody = { indicator: 'skilled', value: 120, asOf: '2026-12-31' };

const reason = (max = 2_000): Joi.StringSchema => text(max).description('理由。Why.');
const version = (): Joi.NumberSchema => Joi.number().integer().min(1).max(10_000).description('所见的方案版本。The version before you.');

interface CommandRoute<B, P extends PilotParams> {
  readonly type: Exclude<PilotCommandType, 'registerPilot'>;
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly summary: Sentence;
  readonly params: Joi.ObjectSchema<P>;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  readonly refusals: readonly ProblemCode[];
  /** The command, after what it refers to has been stored. */
  readonly command: (body: B, params: P, now: number) => Promise<PilotCommand> | PilotCommand;
}

/** The commands of a pilot as routes: all alike but for what they ask. */
export function pilotCommandRoutes(deps: BusinessDeps): Route[] {
  const { records, documents, send, clock } = deps;

  const commandRoute = <B, P extends PilotParams>(given: CommandRoute<B, P>): Route =>
    route({
      name: given.type,
      method: given.method ?? 'post',
      path: `/pilots/{id}${given.path}`,
      summary: given.summary,
      tags: ['试点 Pilots'],
      access: 'post',
      roles: rolesFor(given.type),
      command: true,
      params: given.params,
      body: given.body,
      response: { 200: receiptSchema },
      refusals: ['NotFound', 'NoRight', 'WrongPhase', 'Closed', ...given.refusals],
      examples: { body: given.example, 200: receiptExample },
      async handle({ params, body, actor, command: key, now }) {
        const to = { kind: 'pilot', id: params.id } as const;
        const seen = await lookUpVisible(records, to, actor, key);
        if (seen === undefined) return refused('NotFound');
        const command = await given.command(body, params, now);
        const answer = await sendCommand(send, { to, actor, command, key, now, seen });
        return isRefused(answer) ? answer : { status: 200, body: answer };
      },
    });

  const pilotRoute = <B>(given: Omit<CommandRoute<B, PilotParams>, 'params'>): Route => commandRoute({ ...given, params: pilotParams });

  /** Stores a report's text under its hash before the command that names it. */
  const keep = async (content: string): Promise<string> => {
    const sha256 = sha256Of(content);
    await documents.keep(sha256, content, clock.now());
    return sha256;
  };

  return [
    registerRoute(deps),
    pilotRoute<PlanContent>({
      type: 'draftPlan',
      method: 'put',
      path: '/plan-draft',
      summary: { zh: '起草方案（每次保存为完整内容）', en: 'Draft the plan; each saving is the whole of it' },
      body: planSchema,
      example: planExample,
      refusals: ['InvalidDates', 'InvalidMilestones'],
      async command(body, _, now) {
        const { content, outline } = outlineOf(body);
        await documents.keep(outline.sha256, content, now);
        return { type: 'draftPlan', outline };
      },
    }),
    pilotRoute<{ sha256: string }>({
      type: 'submitPlan',
      path: '/plan-submission',
      summary: { zh: '提交方案送审', en: 'Submit the plan for review' },
      body: shape<{ sha256: string }>({ sha256: sha256Text().description('所见草稿的指纹。The fingerprint of the draft before you.') }),
      example: { sha256: 'a'.repeat(64) },
      refusals: ['DraftMissing', 'StaleVersion'],
      command: ({ sha256 }) => ({ type: 'submitPlan', sha256 }),
    }),
    pilotRoute<{ version: number; reasons: readonly SectionReason[] }>({
      type: 'returnPlan',
      path: '/plan-return',
      summary: { zh: '退回方案，逐部分说明理由', en: 'Return the plan, with reasons by section' },
      body: shape<{ version: number; reasons: readonly SectionReason[] }>({
        version: version(),
        reasons: Joi.array()
          .items(
            shape<SectionReason>({
              section: Joi.string()
                .valid(...PLAN_SECTIONS, 'milestones')
                .description('哪一部分。Which section.'),
              reason: reason(),
            }),
          )
          .min(1)
          .max(20)
          .description('退回理由。The reasons, at least one.'),
      }),
      example: { version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] },
      refusals: ['StaleVersion', 'OwnSubmission', 'SameReviewer'],
      command: ({ version: seen, reasons }) => ({ type: 'returnPlan', version: seen, reasons }),
    }),
    pilotRoute<{ version: number; opinion?: string }>({
      type: 'approvePlan',
      path: '/plan-approval',
      summary: { zh: '批准方案（本级审核通过）', en: 'Approve the plan at this step' },
      body: shape<{ version: number; opinion?: string }>({
        version: version(),
        opinion: text(2_000).optional().description('意见。An opinion.'),
      }),
      example: { version: 2, opinion: '同意。' },
      refusals: ['StaleVersion', 'OwnSubmission', 'SameReviewer', 'InvalidDates', 'EndTooEarly'],
      command: (body) => ({ type: 'approvePlan', ...body }),
    }),
    pilotRoute<{ version: number; reason: string }>({
      type: 'rejectPlan',
      path: '/plan-rejection',
      summary: { zh: '否决方案，试点随之终止', en: 'Reject the plan; the pilot ends with it' },
      body: shape<{ version: number; reason: string }>({ version: version(), reason: reason() }),
      example: { version: 1, reason: '与试点方向不符。' },
      refusals: ['StaleVersion', 'OwnSubmission', 'SameReviewer'],
      command: (body) => ({ type: 'rejectPlan', ...body }),
    }),
    pilotRoute<{ figures: readonly FigureBody[] }>({
      type: 'enterFigures',
      path: '/figures',
      summary: { zh: '填报指标实际值（一次填报，各处引用）', en: 'Enter actual values, once for every use' },
      body: shape<{ figures: readonly FigureBody[] }>({ figures: figures().min(1).description('实际值。The values.') }),
      example: { figures: [figureExample] },
      refusals: ['IndicatorUnknown'],
      command: (body) => ({ type: 'enterFigures', figures: figuresOf(body.figures) }),
    }),
    commandRoute<{ note: string; figures: readonly FigureBody[] }, PilotParams & { milestone: string }>({
      type: 'submitMilestone',
      path: '/milestones/{milestone}/result',
      summary: { zh: '提交里程碑成果', en: 'Hand in the result of a milestone' },
      params: shape<PilotParams & { milestone: string }>({
        id: pilotIdSchema,
        milestone: codeName().description('里程碑代号。Which milestone.'),
      }),
      body: shape<{ note: string; figures: readonly FigureBody[] }>({
        note: text(4_000).description('成果说明。What was reached.'),
        figures: figures().description('随附的指标实际值，可为空。Values entered along with it; may be empty.'),
      }),
      example: { note: '基地已揭牌，首批 120 人结业。', figures: [figureExample] },
      refusals: ['MilestoneUnknown', 'AlreadySubmitted', 'IndicatorUnknown'],
      command: (body, { milestone }) => ({ type: 'submitMilestone', milestone, note: body.note, figures: figuresOf(body.figures) }),
    }),
    commandRoute<{ verdict: 'met' | 'not-met' | 'returned'; reason: string }, PilotParams & { milestone: string }>({
      type: 'judgeMilestone',
      path: '/milestones/{milestone}/verdict',
      summary: { zh: '审核里程碑：达成、未达成或退回', en: 'Judge a milestone: met, not met, or returned' },
      params: shape<PilotParams & { milestone: string }>({
        id: pilotIdSchema,
        milestone: codeName().description('里程碑代号。Which milestone.'),
      }),
      body: shape<{ verdict: 'met' | 'not-met' | 'returned'; reason: string }>({
        verdict: Joi.string().valid('met', 'not-met', 'returned').description('结论。The verdict.'),
        reason: reason(),
      }),
      example: { verdict: 'met', reason: '材料齐全，数据可核。' },
      refusals: ['MilestoneUnknown', 'NotSubmitted', 'OwnSubmission'],
      command: (body, { milestone }) => ({ type: 'judgeMilestone', milestone, ...body }),
    }),
    commandRoute<{ text: string; figures: readonly FigureBody[] }, PilotParams & { period: string }>({
      type: 'submitReport',
      path: '/reports/{period}',
      summary: { zh: '报送季度报告', en: 'Hand in a quarterly report' },
      params: shape<PilotParams & { period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      body: shape<{ text: string; figures: readonly FigureBody[] }>({
        text: text(50_000).description('报告正文。The text.'),
        figures: figures().description('随附的指标实际值，可为空。Values entered along with it; may be empty.'),
      }),
      example: { text: '本季度完成培训 120 人次……', figures: [figureExample] },
      refusals: ['PeriodUnknown', 'WindowNotOpen', 'AlreadySubmitted', 'IndicatorUnknown'],
      command: async (body, { period }) => ({
        type: 'submitReport',
        period,
        sha256: await keep(body.text),
        figures: figuresOf(body.figures),
      }),
    }),
    commandRoute<{ verdict: 'accepted' | 'returned'; reason: string }, PilotParams & { period: string }>({
      type: 'judgeReport',
      path: '/reports/{period}/verdict',
      summary: { zh: '审核季度报告：采信或退回', en: 'Judge a report: accepted or returned' },
      params: shape<PilotParams & { period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      body: shape<{ verdict: 'accepted' | 'returned'; reason: string }>({
        verdict: Joi.string().valid('accepted', 'returned').description('结论。The verdict.'),
        reason: reason(),
      }),
      example: { verdict: 'accepted', reason: '内容完整。' },
      refusals: ['PeriodUnknown', 'NotSubmitted', 'OwnSubmission'],
      command: (body, { period }) => ({ type: 'judgeReport', period, ...body }),
    }),
    pilotRoute<{ text: string }>({
      type: 'submitConclusion',
      path: '/conclusion',
      summary: { zh: '提交总结报告', en: 'Submit the concluding report' },
      body: shape<{ text: string }>({ text: text(100_000).description('总结报告正文。The text.') }),
      example: { text: '两年来……' },
      refusals: ['AlreadySubmitted'],
      command: async (body) => ({ type: 'submitConclusion', sha256: await keep(body.text) }),
    }),
    pilotRoute<{ grade: Grade; reason: string }>({
      type: 'enterResult',
      path: '/result',
      summary: { zh: '评定结果', en: 'Enter the result' },
      body: shape<{ grade: Grade; reason: string }>({
        grade: Joi.string()
          .valid(...GRADES)
          .description('优秀、良好、合格、不合格。Excellent, good, pass, fail.'),
        reason: reason(),
      }),
      example: { grade: 'good', reason: '目标基本完成，一项迟办。' },
      refusals: ['NotSubmitted', 'OwnSubmission', 'VerdictsOpen'],
      command: (body) => ({ type: 'enterResult', ...body }),
    }),
    pilotRoute<Record<string, never>>({
      type: 'closePilot',
      path: '/closing',
      summary: { zh: '试点销号', en: 'Close the pilot' },
      body: shape<Record<string, never>>({}),
      example: {},
      refusals: [],
      command: () => ({ type: 'closePilot' }),
    }),
  ];
}

export const periodSchema = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^20\d\dQ[1-4]$/, { name: '2026Q4' })
    .description('报告期。Which quarter.');

interface RegistrationBody {
  readonly title: string;
  readonly kind: (typeof PILOT_KINDS)[number];
  readonly level: (typeof PILOT_LEVELS)[number];
  readonly areas: readonly (typeof TASK_AREAS)[number][];
  readonly host: string;
  readonly start: string;
  readonly end: string;
}

function registerRoute({ records, allocator, send }: BusinessDeps): Route {
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
        .items(Joi.string().valid(...TASK_AREAS))
        .min(1)
        .max(5)
        .unique()
        .description('任务领域。Task areas, at least one.'),
      host: hostCode().description('承担单位代码，属于本单位。The host, a unit under the own one.'),
      start: dayText().description('开始日期。The first day.'),
      end: dayText().description('结束日期。The last day.'),
    }),
    response: { 201: receiptSchema },
    refusals: ['NoRight', 'WrongLevel', 'HostElsewhere', 'EndTooEarly'],
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
      const { start, end, ...registration } = body;
      const year = formatDay(dayOf(now)).slice(0, 4);
      const allocated = await allocator.allocate(`${PILOT_SERIES}${actor.unit}-${year}`, key.id, key.hash);
      if (allocated === 'reused') return refused('IdempotencyKeyReused');
      const id = `${allocated.series.slice(PILOT_SERIES.length)}-${String(allocated.number).padStart(4, '0')}`;
      const command: PilotCommand = {
        type: 'registerPilot',
        ...registration,
        region: actor.unit,
        startDay: dayFrom(start),
        endDay: dayFrom(end),
      };
      const answer = await sendCommand(send, { to: { kind: 'pilot', id }, actor, command, key, now });
      return isRefused(answer) ? answer : { status: 201, body: answer, headers: { Location: `/api/v1/pilots/${id}` } };
    },
  });

  async function isOwnHost(host: string, region: string): Promise<boolean> {
    const head = await records.head('unit', host);
    return head !== undefined && !head.isClosed && head.path.at(-2) === region;
  }
}

const PILOT_SERIES = 'pilot/';
const NO_SUCH_HOST = { field: 'body.host', zh: '本单位没有这个承担单位。', en: 'The own unit has no such host.' };
