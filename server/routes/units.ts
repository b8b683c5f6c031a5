import Joi from 'joi';
import { ROLES, type Role } from '../../domain/actor.js';
import { atTimeOfDay, formatDay } from '../../domain/calendar.js';
import { rolesFor, scopeOf } from '../../domain/rights.js';
import type { UnitCommand, UnitCommandType } from '../../domain/unit/messages.js';
import { UNIT_KINDS, UNIT_PHASES, type Tenure, type UnitKind, type UnitPhase } from '../../domain/unit/state.js';
import { postsOf } from '../../domain/unit/unit.js';
import { createPager, pageOf } from '../http/page.js';
import { invalid, refused, type ProblemCode, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape, text } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isRefused, isVisible, lookUpVisible, receiptExample, receiptSchema, scopeFilter, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { dayFrom, dayText } from './plan.js';

const unitCode = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d\d(\d\d)?(-h\d{3,6})?$/, { name: '53, 5301, 53-h001' })
    .description('单位代码。The code of the unit.');
const personId = (): Joi.StringSchema => Joi.string().max(64).description('人员编号。The id of the person.');
const reason = (): Joi.StringSchema => text(500).description('事由。Why.');

interface UnitParams {
  readonly code: string;
}
interface PostParams extends UnitParams {
  readonly role: Role;
}
const unitParams = shape<UnitParams>({ code: unitCode() });
const roleName = (): Joi.StringSchema =>
  Joi.string()
    .valid(...ROLES.filter((role) => role !== 'system'))
    .description('岗位。The post.');
const postParams = shape<PostParams>({ code: unitCode(), role: roleName() });

interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string;
  readonly phase: UnitPhase;
}
const rowFields = {
  code: unitCode(),
  name: Joi.string().description('单位名称。What it is called.'),
  kind: Joi.string()
    .valid(...UNIT_KINDS)
    .description('类别。Centre, province, city or host.'),
  parent: Joi.string().allow('').description('上级单位代码，中央为空。The unit above; empty for the centre.'),
  phase: Joi.string()
    .valid(...UNIT_PHASES)
    .description('状态。The phase.'),
};
const rowExample: UnitRow = { code: '53', name: '云南省', kind: 'province', parent: '00', phase: 'active' };

interface HolderRow {
  readonly person: string;
  readonly name: string;
  readonly since: number;
  readonly until?: number;
}
const holder = shape<HolderRow>({
  person: personId(),
  name: Joi.string().description('姓名。The name.'),
  since: instant().description('自，毫秒。In epoch milliseconds.'),
  until: instant().optional().description('委托至，毫秒。The end of a delegation.'),
});
interface PostRow {
  readonly post: string;
  readonly role: Role;
  readonly holder?: HolderRow;
  readonly delegate?: HolderRow;
  readonly handover?: { readonly person: string; readonly name: string; readonly effective: string };
}
interface UnitDetail extends UnitRow {
  readonly posts: readonly PostRow[];
  readonly openPilots: number;
  readonly seq: number;
}
const unitDetail = shape<UnitDetail>({
  ...rowFields,
  posts: Joi.array()
    .items(
      shape<PostRow>({
        post: Joi.string().description('岗位全名。The post in full.'),
        role: roleName(),
        holder: holder.optional().description('任职人，空缺时没有。The holder; none where the post is empty.'),
        delegate: holder.optional().description('受托人。Who acts for the holder.'),
        handover: shape<NonNullable<PostRow['handover']>>({
          person: personId(),
          name: Joi.string().description('姓名。The name.'),
          effective: Joi.string().description('生效日。The day it takes effect.'),
        })
          .optional()
          .description('已安排的交接。A planned handover.'),
      }),
    )
    .description('岗位。The posts.'),
  openPilots: Joi.number().integer().description('在办试点数。Pilots under way on its ground.'),
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});
const holderOf = ({ person, name, since }: Tenure): HolderRow => ({ person, name, since });

const isHostCode = (code: string): boolean => code.includes('-h');

interface Seated {
  readonly person: string;
  readonly name: string;
  readonly personHolds: readonly Role[];
}

interface CommandRoute<B, P extends UnitParams> {
  readonly type: Exclude<UnitCommandType, 'foundUnit' | 'notePilotOpened' | 'notePilotEnded'>;
  readonly path: string;
  readonly summary: Sentence;
  readonly params: Joi.ObjectSchema<P>;
  readonly body: Joi.ObjectSchema<B>;
  readonly example: B;
  readonly refusals: readonly ProblemCode[];
  /** Why the command is not even sent, looked at anew for each command but not for its repeats. */
  readonly hindrance?: (params: P) => Promise<Refused | undefined>;
  readonly command: (body: B, params: P, now: number) => Promise<UnitCommand | Refused> | UnitCommand;
}

/** Units, their posts, and who holds them. */
export function unitRoutes({ records, lists, posts, people, allocator, send }: BusinessDeps): Route[] {
  const pager = createPager<{ kind?: UnitKind; parent?: string }>({
    sorts: { code: ['entity'], name: ['title'] },
    defaultSort: 'code',
    filters: { kind: rowFields.kind.optional(), parent: Joi.string().max(20).description('上级单位代码。The unit above.') },
  });

  const commandRoute = <B, P extends UnitParams>(given: CommandRoute<B, P>): Route =>
    route({
      name: given.type,
      method: 'post',
      path: `/units/{code}${given.path}`,
      summary: given.summary,
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      roles: rolesFor(given.type),
      command: true,
      params: given.params,
      body: given.body,
      response: { 200: receiptSchema },
      refusals: ['NotFound', 'NoRight', 'Closed', ...given.refusals],
      examples: { body: given.example, 200: { ...receiptExample, id: '53' } },
      async handle({ params, body, actor, command: key, now }) {
        const to = { kind: 'unit', id: params.code } as const;
        const seen = await lookUpVisible(records, to, actor, key);
        if (seen === undefined) return refused('NotFound');
        const hindrance = seen.known === undefined ? await given.hindrance?.(params) : undefined;
        if (hindrance !== undefined) return hindrance;
        const command = await given.command(body, params, now);
        if (isRefused(command)) return command;
        const answer = await sendCommand(send, { to, actor, command, key, now, seen });
        return isRefused(answer) ? answer : { status: 200, body: answer };
      },
    });

  /** Names the person for the record, with what they hold anywhere; refuses one that does not exist. */
  const seat = async (person: string, now: number, then: (seated: Seated) => UnitCommand): Promise<UnitCommand | Refused> => {
    const [found, held] = await Promise.all([people.findPerson(person), posts.of(person, now)]);
    if (found === undefined) return invalid(NO_SUCH_PERSON);
    return then({ person, name: found.name, personHolds: [...new Set(held.map(({ role }) => role))] });
  };

  return [
    route({
      name: 'listUnits',
      method: 'get',
      path: '/units',
      summary: { zh: '单位', en: 'Units' },
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      query: pager.query,
      response: { 200: pageOf(shape<UnitRow>(rowFields)) },
      examples: { 200: { items: [rowExample], next: null } },
      async handle({ actor, query }) {
        const scope = scopeFilter(scopeOf('unit', actor));
        if (scope === undefined) return { status: 200, body: { items: [], next: null } };
        const { filter, sort, limit } = pager.open(query);
        const own = {
          ...(query.kind === undefined ? {} : { 'fields.unitKind': query.kind }),
          ...(query.parent === undefined ? {} : { 'fields.parent': query.parent }),
        };
        const page = pager.close(
          query,
          await lists.units.find({ filter: { $and: [{ kind: 'unit', ...scope }, own, filter] }, sort, limit }),
        );
        const items = page.items.map(({ entity, title, fields, phase }) => ({
          code: entity,
          name: title,
          kind: fields.unitKind,
          parent: fields.parent,
          phase,
        }));
        return { status: 200, body: { items, next: page.next } };
      },
    }),
    route({
      name: 'readUnit',
      method: 'get',
      path: '/units/{code}',
      summary: { zh: '单位及其岗位', en: 'A unit and its posts' },
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      params: unitParams,
      response: { 200: unitDetail },
      refusals: ['NotFound'],
      examples: { 200: { ...rowExample, posts: [{ post: '53/liaison', role: 'liaison' }], openPilots: 0, seq: 2 } },
      async handle({ params, actor }) {
        const view = await records.view('unit', params.code);
        if (view === undefined || !isVisible('unit', actor, view.path)) return refused('NotFound');
        const { inner } = view.state;
        const posts = postsOf(inner).map(([role, { holder: held, delegation, handover }]) => ({
          post: `${params.code}/${role}`,
          role,
          ...(held === undefined ? {} : { holder: holderOf(held) }),
          ...(delegation === undefined ? {} : { delegate: { ...holderOf(delegation), until: delegation.until } }),
          ...(handover === undefined
            ? {}
            : { handover: { person: handover.person, name: handover.name, effective: formatDay(handover.effective) } }),
        }));
        const { name, kind, phase, path, openPilots } = inner;
        return {
          status: 200,
          body: { code: params.code, name, kind, parent: path.at(-2) ?? '', phase, posts, openPilots: openPilots.length, seq: view.seq },
        };
      },
    }),
    route({
      name: 'foundUnit',
      method: 'post',
      path: '/units',
      summary: { zh: '建立单位；承担单位的代码由系统编定', en: 'Found a unit; the code of a host is given by the system' },
      tags: ['单位与岗位 Units and posts'],
      access: 'post',
      roles: rolesFor('foundUnit'),
      command: true,
      body: shape<{ kind: 'province' | 'city' | 'host'; parent: string; name: string; code?: string }>({
        kind: Joi.string().valid('province', 'city', 'host').description('类别。The kind.'),
        parent: unitCode().description('上级单位代码。The unit above.'),
        name: text(80).description('单位名称。What it is called.'),
        code: Joi.string()
          .pattern(/^\d\d(\d\d)?$/, { name: '53, 5301' })
          .optional()
          .description('省级两位、市级四位代码；承担单位不填。Two digits for a province, four for a city; none for a host.'),
      }),
      response: { 201: receiptSchema },
      refusals: ['NotFound', 'NoRight', 'Closed', 'AlreadyExists', 'WrongCode'],
      examples: {
        body: { kind: 'host', parent: '53', name: '滇中新区产业园' },
        201: { id: '53-h001', seq: 2, events: ['unitFounded', 'dutiesChanged'] },
      },
      async handle({ body, actor, command: key, now }) {
        const parent = await records.head('unit', body.parent);
        if (parent === undefined || !isVisible('unit', actor, parent.path)) return refused('NotFound');
        if (parent.isClosed) return refused('Closed');
        const id = body.kind === 'host' ? await hostCode(body.parent, key.id, key.hash) : body.code;
        if (id === 'reused') return refused('IdempotencyKeyReused');
        if (id === undefined) return invalid({ field: 'body.code', zh: '必须填写。', en: 'Must be given.' });
        const command: UnitCommand = { type: 'foundUnit', kind: body.kind, name: body.name, parentPath: parent.path };
        const answer = await sendCommand(send, { to: { kind: 'unit', id }, actor, command, key, now });
        return isRefused(answer) ? answer : { status: 201, body: answer, headers: { Location: `/api/v1/units/${id}` } };
      },
    }),
    commandRoute<{ role: Role; reason: string }, UnitParams>({
      type: 'addPost',
      path: '/posts',
      summary: { zh: '增设岗位', en: 'Add a post' },
      params: unitParams,
      body: shape<{ role: Role; reason: string }>({ role: roleName(), reason: reason() }),
      example: { role: 'reviewer', reason: '增设审核岗' },
      refusals: ['PostExists', 'PostUnknown'],
      command: (body) => ({ type: 'addPost', ...body }),
    }),
    commandRoute<{ person: string; reason: string }, PostParams>({
      type: 'assignHolder',
      path: '/posts/{role}/holder',
      summary: { zh: '任命', en: 'Name the holder of an empty post' },
      params: postParams,
      body: shape<{ person: string; reason: string }>({ person: personId(), reason: reason() }),
      example: { person: 'p-53-liaison', reason: '新任' },
      refusals: ['PostUnknown', 'PostHeld', 'AdministratorsApart'],
      command: ({ person, reason: why }, { role }, now) =>
        seat(person, now, (seated) => ({ type: 'assignHolder', role, ...seated, reason: why })),
    }),
    commandRoute<{ reason: string }, PostParams>({
      type: 'releaseHolder',
      path: '/posts/{role}/release',
      summary: { zh: '免职，岗位空缺', en: 'Release the holder; the post is empty' },
      params: postParams,
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '调离' },
      refusals: ['PostUnknown', 'PostEmpty'],
      command: ({ reason: why }, { role }) => ({ type: 'releaseHolder', role, reason: why }),
    }),
    commandRoute<{ person: string; reason: string }, PostParams>({
      type: 'handOverPost',
      path: '/posts/{role}/handover',
      summary: { zh: '岗位交接，在办事项随岗位移交', en: 'Hand the post over; every open duty moves with it' },
      params: postParams,
      body: shape<{ person: string; reason: string }>({ person: personId(), reason: reason() }),
      example: { person: 'p-53-liaison', reason: '轮岗' },
      refusals: ['PostUnknown', 'PostEmpty', 'HolderUnchanged', 'HandoverPlanned', 'NotYourPost', 'AdministratorsApart'],
      command: ({ person, reason: why }, { role }, now) =>
        seat(person, now, (seated) => ({ type: 'handOverPost', role, ...seated, reason: why })),
    }),
    commandRoute<{ person: string; effective: string; reason: string }, PostParams>({
      type: 'planHandover',
      path: '/posts/{role}/planned-handover',
      summary: { zh: '安排岗位交接，自某日零时起生效', en: 'Plan a handover that takes effect by itself at 00:00 of a day' },
      params: postParams,
      body: shape<{ person: string; effective: string; reason: string }>({
        person: personId(),
        effective: dayText().description('生效日，明日起 90 日内。The day it takes effect, tomorrow to 90 days ahead.'),
        reason: reason(),
      }),
      example: { person: 'p-53-liaison', effective: '2026-12-01', reason: '轮岗' },
      refusals: ['PostUnknown', 'PostEmpty', 'HolderUnchanged', 'HandoverPlanned', 'NotYourPost', 'InvalidDates', 'AdministratorsApart'],
      command: ({ person, effective, reason: why }, { role }, now) =>
        seat(person, now, (seated) => ({ type: 'planHandover', role, ...seated, effective: dayFrom(effective), reason: why })),
    }),
    commandRoute<{ reason: string }, PostParams>({
      type: 'cancelHandover',
      path: '/posts/{role}/planned-handover-cancellation',
      summary: { zh: '撤销岗位交接安排', en: 'Cancel a planned handover' },
      params: postParams,
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '调令撤回' },
      refusals: ['PostUnknown', 'HandoverMissing', 'NotYourPost'],
      command: ({ reason: why }, { role }) => ({ type: 'cancelHandover', role, reason: why }),
    }),
    commandRoute<{ person: string; until: string; reason: string }, PostParams>({
      type: 'delegatePost',
      path: '/posts/{role}/delegation',
      summary: { zh: '委托本人岗位至某日（含）', en: 'Delegate the own post until a day, that day included' },
      params: postParams,
      body: shape<{ person: string; until: string; reason: string }>({
        person: personId(),
        until: dayText().description('委托最后一日。The last day.'),
        reason: reason(),
      }),
      example: { person: 'p-53-liaison', until: '2026-12-31', reason: '出差' },
      refusals: [
        'PostUnknown',
        'PostEmpty',
        'HolderUnchanged',
        'NotYourPost',
        'DelegationExists',
        'DelegationOfDelegation',
        'DelegationTooLong',
        'InvalidDates',
        'AdministratorsApart',
      ],
      command: ({ person, until, reason: why }, { role }, now) =>
        seat(person, now, (seated) => ({ type: 'delegatePost', role, ...seated, until: atTimeOfDay(dayFrom(until) + 1, 0), reason: why })),
    }),
    commandRoute<{ reason: string }, PostParams>({
      type: 'endDelegation',
      path: '/posts/{role}/delegation-end',
      summary: { zh: '终止委托', en: 'End a delegation' },
      params: postParams,
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '提前返岗' },
      refusals: ['PostUnknown', 'DelegationMissing', 'NotYourPost'],
      command: ({ reason: why }, { role }) => ({ type: 'endDelegation', role, reason: why }),
    }),
    commandRoute<{ reason: string }, UnitParams>({
      type: 'closeUnit',
      path: '/closing',
      summary: { zh: '撤销承担单位', en: 'Close a host' },
      params: unitParams,
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '园区合并' },
      refusals: ['NotClosable', 'OpenPilots'],
      // A pilot's word that it began may still be under way to the host; the pilot's own view is there with its registration.
      async hindrance({ code }) {
        if (!isHostCode(code)) return undefined;
        const count = await lists.pilots.count({ kind: 'pilot', path: code, 'fields.host': code, isClosed: false });
        return count === 0 ? undefined : refused('OpenPilots', { facts: { count } });
      },
      command: ({ reason: why }) => ({ type: 'closeUnit', reason: why }),
    }),
  ];

  async function hostCode(parent: string, commandId: string, commandHash: string): Promise<string> {
    const allocated = await allocator.allocate(`host/${parent}`, commandId, commandHash);
    return allocated === 'reused' ? allocated : `${parent}-h${String(allocated.number).padStart(3, '0')}`;
  }
}

const NO_SUCH_PERSON = { field: 'body.person', zh: '没有这个人员。', en: 'There is no such person.' };
