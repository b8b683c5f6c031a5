import Joi from 'joi';
import { postOf, ROLES, type Role } from '../../domain/actor.js';
import { rolesFor } from '../../domain/rights.js';
import type { OpenWork, UnitCommand } from '../../domain/unit/messages.js';
import { invalid, refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { isRefused, isVisible, receiptSchema, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { createUnitCommandRoute } from './unit-command-route.js';
import {
  postParams,
  reasonBody,
  roleName,
  unitCode,
  unitParams,
  why,
  type PostParams,
  type Reasoned,
  type UnitParams,
} from './unit-schema.js';

const isHostCode = (code: string): boolean => code.includes('-h');

/** The founding and closing of units, and which posts they have. */
export function unitCommandRoutes(deps: BusinessDeps): Route[] {
  const { records, lists, allocator, send, desk } = deps;
  const commandRoute = createUnitCommandRoute(deps);
  return [
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
      refusals: ['NotFound', 'NoRight', 'Closed', 'AlreadyExists', 'UnitNameTaken', 'WrongCode'],
      examples: {
        body: { kind: 'host', parent: '53', name: '滇中新区产业园' },
        201: { id: '53-h001', seq: 2, events: ['unitFounded', 'dutiesChanged'] },
      },
      async handle({ body, actor, command: key, now }) {
        const parent = await records.head('unit', body.parent);
        if (parent === undefined || !isVisible('unit', actor, parent.path)) return refused('NotFound');
        if (parent.isClosed) return refused('Closed');
        const namesake = body.kind === 'host' && (await records.commandOf(key.id)) === undefined ? await namesakeOf(body) : undefined;
        if (namesake !== undefined) return refused('UnitNameTaken', { facts: { name: body.name, code: namesake } });
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
      body: shape<{ role: Role; reason: string }>({ role: roleName(), reason: why() }),
      example: { role: 'reviewer', reason: '增设审核岗' },
      refusals: ['PostExists', 'PostUnknown'],
      command: (body) => ({ type: 'addPost', ...body }),
    }),
    commandRoute<Reasoned, PostParams>({
      type: 'removePost',
      path: '/posts/{role}/removal',
      summary: {
        zh: '撤销岗位；必设岗位和尚有在办事项的岗位不能撤销',
        en: 'Remove a post that the rules can do without and that owes nothing',
      },
      params: postParams,
      body: reasonBody,
      example: { reason: '评估改由中央统一组织' },
      refusals: ['PostUnknown', 'PostNeeded', 'PostHasDuties', 'HandoverPlanned'],
      async command({ reason }, { code, role }) {
        const owes = await desk.owes(postOf(code, role));
        return { type: 'removePost', role, reason, ...(owes === undefined ? {} : { owes }) };
      },
    }),
    commandRoute<Reasoned, UnitParams>({
      type: 'closeUnit',
      path: '/closing',
      summary: { zh: '撤销承担单位', en: 'Close a host' },
      params: unitParams,
      body: reasonBody,
      example: { reason: '园区合并' },
      refusals: ['NotClosable', 'OpenPilots', 'UnitHasDuties'],
      // A pilot's word that it began may still be under way to the host; the pilot's own view is there with its registration.
      async hindrance({ code }) {
        if (!isHostCode(code)) return undefined;
        const count = await lists.pilots.count({ kind: 'pilot', path: code, 'fields.host': code, isClosed: false });
        return count === 0 ? undefined : refused('OpenPilots', { facts: { count } });
      },
      async command({ reason }, { code }) {
        const owes = await owedIn(code);
        return { type: 'closeUnit', reason, ...(owes === undefined ? {} : { owes }) };
      },
    }),
  ];

  /** What a unit's posts owe together, the one due first by name: a notice about a pilot that has ended may still wait for its answer. */
  async function owedIn(code: string): Promise<OpenWork | undefined> {
    const found = await Promise.all(ROLES.map((role) => desk.owes(postOf(code, role))));
    const [first, ...others] = found.filter((owes) => owes !== undefined).toSorted((a, b) => a.due - b.due);
    return first === undefined ? undefined : { ...first, count: others.reduce((sum, { count }) => sum + count, first.count) };
  }

  /** The host of this name under the same unit, as the lists show it: of two that are founded in the same moment neither sees the other. */
  async function namesakeOf({ parent, name }: { readonly parent: string; readonly name: string }): Promise<string | undefined> {
    const filter = { kind: 'unit', path: parent, 'fields.parent': parent, 'fields.unitKind': 'host', title: name, isClosed: false };
    const [found] = await lists.units.find({ filter, sort: { _id: 1 }, limit: 1 });
    return found?.entity;
  }

  async function hostCode(parent: string, commandId: string, commandHash: string): Promise<string> {
    const allocated = await allocator.allocate(`host/${parent}`, commandId, commandHash);
    return allocated === 'reused' ? allocated : `${parent}-h${String(allocated.number).padStart(3, '0')}`;
  }
}
