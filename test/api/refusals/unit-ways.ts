import type { Actor, Role } from '../../../domain/actor.js';
import type { UnitCommandType } from '../../../domain/unit/messages.js';
import type { ProblemCode } from '../../../server/http/problems.js';
import { at, day, onBehalf, seatedUnit, stage, unitOf, type Stage } from '../../domain/stage.js';
import { SYSTEM } from '../../../domain/actor.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../../fakes/people.js';
import { ADMINISTRATOR, AWAY, CLOSED_CITY, BUSY_HOST, HOST, LOCKED, NAMESAKE, type Asked } from './edge.js';

type Unit = Stage<'unit'>;
type RouteName = Extract<
  UnitCommandType,
  | 'foundUnit'
  | 'addPost'
  | 'assignHolder'
  | 'releaseHolder'
  | 'handOverPost'
  | 'planHandover'
  | 'cancelHandover'
  | 'delegatePost'
  | 'endDelegation'
  | 'removePost'
  | 'closeUnit'
>;
interface Ordinary extends Omit<Asked, 'route'> {
  readonly given: () => Unit;
}
/** One way to one refusal of one route; `names` is what both sentences must contain. */
interface Way extends Asked {
  readonly route: RouteName;
  readonly code: ProblemCode;
  readonly status: number;
  readonly because: string;
  readonly given: () => Unit;
  readonly names: readonly string[];
}

const reason = '调整。';
const leader = actorOf('leader-1', '53', 'leader');
const former = actorOf('former', '53', 'leader');
/** Of a city, whose posts are others. */
const mayor = actorOf('mayor', '5301', 'leader');
const empty = (): Unit => unitOf('53', 'province');
const seated = (): Unit => seatedUnit();
const delegated = (): Unit => {
  const unit = seatedUnit();
  unit.tell({ type: 'delegatePost', role: 'leader', person: 'zhou', name: '周', until: at('2026-03-02'), reason }, leader, '2026-02-02');
  return unit;
};
const planned = (): Unit => {
  const unit = seatedUnit();
  const effective = day('2026-03-02');
  unit.tell({ type: 'planHandover', role: 'leader', person: 'zhou', name: '周', effective, reason }, leader, '2026-02-02');
  return unit;
};
/** Planned from above, and refused on its day. */
const ordered = (): Unit => {
  const unit = seatedUnit();
  const effective = day('2026-01-30');
  unit.tell({ type: 'planHandover', role: 'leader', person: 'zhou', name: '周', effective, reason }, securityAdministrator, '2026-01-09');
  unit.tick('2026-01-30');
  unit.tell({ type: 'takeOverPost', role: 'leader', person: 'zhou', isLocked: true }, SYSTEM, '2026-01-30');
  return unit;
};
/** With a post beyond those that the rules name. */
const withAdded = (unit: Unit, role: Role): Unit => {
  unit.tell({ type: 'addPost', role, reason }, systemAdministrator, '2026-01-07');
  return unit;
};
const withEvaluator = (): Unit => withAdded(seatedUnit(), 'evaluator');
const closed = (): Unit => {
  const unit = unitOf(HOST, 'host');
  unit.tell({ type: 'closeUnit', reason }, director, '2026-01-06');
  return unit;
};

/** Every command of a unit where it would be accepted. */
export const ordinaryOfUnits: Readonly<Record<RouteName, Ordinary>> = {
  foundUnit: {
    given: () => stage('unit', '5301'),
    by: systemAdministrator,
    when: '2026-01-05',
    body: { kind: 'city', parent: '53', name: '昆明市', code: '5301' },
  },
  addPost: { given: empty, by: systemAdministrator, when: '2026-01-06', body: { role: 'evaluator', reason } },
  assignHolder: {
    given: empty,
    by: securityAdministrator,
    when: '2026-01-06',
    params: { role: 'liaison' },
    body: { person: 'p-new', reason },
  },
  releaseHolder: { given: seated, by: securityAdministrator, when: '2026-02-02', params: { role: 'leader' }, body: { reason } },
  handOverPost: {
    given: seated,
    by: securityAdministrator,
    when: '2026-02-02',
    params: { role: 'leader' },
    body: { person: 'p-new', reason },
  },
  planHandover: {
    given: seated,
    by: leader,
    when: '2026-02-02',
    params: { role: 'leader' },
    body: { person: 'p-new', effective: '2026-03-02', reason },
  },
  cancelHandover: { given: planned, by: leader, when: '2026-02-03', params: { role: 'leader' }, body: { reason } },
  delegatePost: {
    given: seated,
    by: leader,
    when: '2026-02-02',
    params: { role: 'leader' },
    body: { person: 'p-new', until: '2026-03-02', reason },
  },
  endDelegation: { given: delegated, by: leader, when: '2026-02-03', params: { role: 'leader' }, body: { reason } },
  removePost: {
    given: () => withAdded(unitOf('5301', 'city'), 'evaluator'),
    by: systemAdministrator,
    when: '2026-02-02',
    params: { role: 'evaluator' },
    body: { reason },
  },
  closeUnit: { given: () => unitOf(HOST, 'host'), by: director, when: '2026-01-06', body: { reason } },
};
export const UNIT_ROUTES = Object.keys(ordinaryOfUnits).filter((name): name is RouteName => name in ordinaryOfUnits);

type Change = Partial<Pick<Way, 'given' | 'by' | 'params' | 'names'>> & { readonly body?: object };
const way = (route: RouteName, status: number, code: ProblemCode, because: string, { body, ...changes }: Change): Way => ({
  ...ordinaryOfUnits[route],
  names: [],
  ...changes,
  body: { ...ordinaryOfUnits[route].body, ...body },
  route,
  status,
  code,
  because,
});

const auditor: Actor = actorOf('auditor', '00', 'audit-administrator');
const general = UNIT_ROUTES.flatMap((route): Way[] => {
  const right = way(route, 403, 'NoRight', 'by a post without the right', { by: auditor });
  if (route === 'foundUnit') return [right];
  const { params } = ordinaryOfUnits[route];
  return [
    right,
    way(route, 404, 'NotFound', 'of a unit that is none', { params: { ...params, code: '99' } }),
    way(route, 409, 'Closed', 'once the unit is closed', { given: closed }),
  ];
});

/** At least one way to every refusal that a command of a unit may give. */
export const unitWays: readonly Way[] = [
  ...general,
  way('foundUnit', 404, 'NotFound', 'under a unit that may not be seen', { by: director, body: { parent: '44', code: '4401' } }),
  way('foundUnit', 409, 'Closed', 'under a unit that is closed', { body: { kind: 'host', parent: CLOSED_CITY } }),
  way('foundUnit', 409, 'UnitNameTaken', 'as a host that is called like another one', {
    body: { kind: 'host', parent: '53', name: NAMESAKE },
    names: [NAMESAKE, HOST],
  }),
  way('foundUnit', 409, 'AlreadyExists', 'under a code that is taken', { given: () => unitOf('5301', 'city') }),
  way('foundUnit', 422, 'WrongCode', 'under the code of another province', { body: { code: '4401' } }),
  way('addPost', 409, 'PostExists', 'that the unit has', { body: { role: 'leader' } }),
  way('addPost', 404, 'PostUnknown', 'that no such unit has', { body: { role: 'system-administrator' } }),
  way('assignHolder', 409, 'PostHeld', 'of a post that is held', { given: seated, names: ['liaison 一'] }),
  way('releaseHolder', 409, 'PostEmpty', 'of a post that is empty', { given: empty }),
  way('handOverPost', 409, 'PostEmpty', 'of a post that is empty', { given: empty }),
  way('planHandover', 409, 'PostEmpty', 'of a post that is empty', { given: empty }),
  way('delegatePost', 409, 'PostEmpty', 'of a post that is empty', { given: empty }),
  ...(['assignHolder', 'releaseHolder', 'handOverPost', 'planHandover', 'cancelHandover', 'endDelegation'] as const).map((route) =>
    way(route, 404, 'PostUnknown', 'of a post that is none', { by: securityAdministrator, params: { role: 'evaluator' } }),
  ),
  way('delegatePost', 404, 'PostUnknown', 'of a post that is none', { given: () => unitOf('5301', 'city'), by: mayor }),
  ...(['handOverPost', 'planHandover', 'delegatePost'] as const).map((route) =>
    way(route, 409, 'HolderUnchanged', 'to who holds it', { body: { person: 'leader-1' } }),
  ),
  ...(['handOverPost', 'planHandover', 'cancelHandover', 'delegatePost', 'endDelegation'] as const).map((route) =>
    way(route, 403, 'NotYourPost', 'by who held it before', { by: former }),
  ),
  ...(['assignHolder', 'handOverPost', 'planHandover', 'delegatePost'] as const).map((route) =>
    way(route, 409, 'AdministratorsApart', 'to an administrator', { body: { person: ADMINISTRATOR } }),
  ),
  ...(['assignHolder', 'handOverPost', 'planHandover', 'delegatePost'] as const).map((route) =>
    way(route, 409, 'PersonLocked', 'to somebody whose account is locked', { body: { person: LOCKED }, names: ['李四'] }),
  ),
  way('delegatePost', 409, 'DelegationCycle', 'to somebody for whom, through others, the delegating person acts', {
    body: { person: AWAY },
    names: ['李四'],
  }),
  ...(['handOverPost', 'planHandover', 'cancelHandover'] as const).map((route) =>
    way(route, 403, 'HandoverOrdered', 'by the holder, where another post ordered it', { given: ordered, by: leader }),
  ),
  way('cancelHandover', 409, 'HandoverBegun', 'once its day has begun', {
    given() {
      const unit = seatedUnit();
      const effective = day('2026-01-30');
      unit.tell({ type: 'planHandover', role: 'leader', person: 'zhou', name: '周', effective, reason }, leader, '2026-01-09');
      return unit;
    },
    names: ['周', '2026-01-30'],
  }),
  way('removePost', 404, 'PostUnknown', 'of a post that is none', { params: { role: 'leader' } }),
  way('removePost', 409, 'PostNeeded', 'of a post that the rules name', { given: seated, params: { role: 'leader' } }),
  way('removePost', 409, 'PostHasDuties', 'that owes something elsewhere', {
    given: withEvaluator,
    names: ['2', '2026 年度评估', '2026-03-02'],
  }),
  way('removePost', 409, 'HandoverPlanned', 'that is to be handed over', {
    given() {
      const unit = withAdded(unitOf('5301', 'city'), 'evaluator');
      const assignment = { type: 'assignHolder', role: 'evaluator', person: 'sun', name: '孙', reason } as const;
      unit.tell(assignment, securityAdministrator, '2026-01-08');
      const effective = day('2026-03-02');
      unit.tell(
        { type: 'planHandover', role: 'evaluator', person: 'zhou', name: '周', effective, reason },
        securityAdministrator,
        '2026-01-09',
      );
      return unit;
    },
    names: ['周', '2026-03-02'],
  }),
  way('delegatePost', 409, 'DelegationExists', 'of a post that is delegated', { given: delegated, names: ['周'] }),
  way('delegatePost', 409, 'DelegationOfDelegation', 'by a delegate', { by: onBehalf(actorOf('zhou', '53', 'leader'), 'leader-1') }),
  way('delegatePost', 422, 'DelegationTooLong', 'for a year', { body: { until: '2027-02-02' }, names: ['183'] }),
  way('delegatePost', 422, 'InvalidDates', 'until yesterday', { body: { until: '2026-02-01' }, names: ['2026-02-02', '2026-08-04'] }),
  ...(['handOverPost', 'planHandover'] as const).map((route) =>
    way(route, 409, 'HandoverPlanned', 'while another one is planned', { given: planned, names: ['周', '2026-03-02'] }),
  ),
  way('planHandover', 422, 'InvalidDates', 'for today', { body: { effective: '2026-02-02' }, names: ['2026-02-03', '2026-05-03'] }),
  way('cancelHandover', 409, 'HandoverMissing', 'where none is planned', { given: seated }),
  way('endDelegation', 409, 'DelegationMissing', 'where there is none', { given: seated }),
  way('closeUnit', 409, 'NotClosable', 'of a province', { given: empty, by: systemAdministrator }),
  way('closeUnit', 409, 'UnitHasDuties', 'whose posts owe something elsewhere', {
    given: () => unitOf(BUSY_HOST, 'host'),
    names: ['2', '2026 年度评估', '2026-03-02'],
  }),
  way('closeUnit', 409, 'OpenPilots', 'under a pilot', {
    given() {
      const unit = unitOf(HOST, 'host');
      unit.tell({ type: 'notePilotOpened', pilot: '53-2026-0001' }, SYSTEM, '2026-01-06');
      return unit;
    },
  }),
];
