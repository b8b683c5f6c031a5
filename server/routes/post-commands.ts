import { postOf } from '../../domain/actor.js';
import { atTimeOfDay, type Instant } from '../../domain/calendar.js';
import type { Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import type { BusinessDeps } from './deps.js';
import { dayFrom, dayText } from './plan.js';
import { refuseStranger, seat, type Seated } from './seating.js';
import { createUnitCommandRoute } from './unit-command-route.js';
import { personId, postParams, reasonBody, why, type PostParams, type Reasoned } from './unit-schema.js';

interface Named {
  readonly person: string;
  readonly reason: string;
}
const named = { person: personId(), reason: why() };
const namedBody = shape<Named>(named);

const HANDOVER_REFUSALS = [
  'PostUnknown',
  'PostEmpty',
  'HolderUnchanged',
  'HandoverPlanned',
  'HandoverOrdered',
  'NotYourPost',
  'PersonLocked',
  'AdministratorsApart',
] as const;

/** Who holds a post, and who acts for whom. */
export function postCommandRoutes(deps: BusinessDeps): Route[] {
  const commandRoute = createUnitCommandRoute(deps);
  const { desk, people } = deps;
  const hindrance = refuseStranger(people);
  /** Who takes a post over, with all that moves to them. */
  const successor = async (seated: Seated, { code, role }: PostParams, now: Instant) => ({
    role,
    ...seated,
    moves: await desk.inventory(postOf(code, role), now),
  });

  return [
    commandRoute<Named, PostParams>({
      type: 'assignHolder',
      path: '/posts/{role}/holder',
      summary: { zh: '任命', en: 'Name the holder of an empty post' },
      params: postParams,
      body: namedBody,
      example: { person: 'p-53-liaison', reason: '新任' },
      refusals: ['PostUnknown', 'PostHeld', 'PersonLocked', 'AdministratorsApart'],
      hindrance,
      command: ({ person, reason }, { role }, now) =>
        seat(desk, person, now, (seated) => ({ type: 'assignHolder', role, ...seated, reason })),
    }),
    commandRoute<Reasoned, PostParams>({
      type: 'releaseHolder',
      path: '/posts/{role}/release',
      summary: { zh: '免职，岗位空缺', en: 'Release the holder; the post is empty' },
      params: postParams,
      body: reasonBody,
      example: { reason: '调离' },
      refusals: ['PostUnknown', 'PostEmpty'],
      command: ({ reason }, { role }) => ({ type: 'releaseHolder', role, reason }),
    }),
    commandRoute<Named, PostParams>({
      type: 'handOverPost',
      path: '/posts/{role}/handover',
      summary: { zh: '岗位交接，在办事项随岗位移交', en: 'Hand the post over; every open duty moves with it' },
      params: postParams,
      body: namedBody,
      example: { person: 'p-53-liaison', reason: '轮岗' },
      refusals: HANDOVER_REFUSALS,
      hindrance,
      command: ({ person, reason }, post, now) =>
        seat(desk, person, now, async (seated) => ({ type: 'handOverPost', ...(await successor(seated, post, now)), reason })),
    }),
    commandRoute<Named & { effective: string }, PostParams>({
      type: 'planHandover',
      path: '/posts/{role}/planned-handover',
      summary: { zh: '安排岗位交接，自某日零时起生效', en: 'Plan a handover that takes effect by itself at 00:00 of a day' },
      params: postParams,
      body: shape<Named & { effective: string }>({
        ...named,
        effective: dayText().description('生效日，明日起 90 日内。The day it takes effect, tomorrow to 90 days ahead.'),
      }),
      example: { person: 'p-53-liaison', effective: '2026-12-01', reason: '轮岗' },
      refusals: [...HANDOVER_REFUSALS, 'InvalidDates'],
      hindrance,
      command: ({ person, effective, reason }, post, now) =>
        seat(desk, person, now, async (seated) => ({
          type: 'planHandover',
          ...(await successor(seated, post, now)),
          effective: dayFrom(effective),
          reason,
        })),
    }),
    commandRoute<Reasoned, PostParams>({
      type: 'cancelHandover',
      path: '/posts/{role}/planned-handover-cancellation',
      summary: { zh: '撤销岗位交接安排', en: 'Cancel a planned handover' },
      params: postParams,
      body: reasonBody,
      example: { reason: '调令撤回' },
      refusals: ['PostUnknown', 'HandoverMissing', 'HandoverOrdered', 'HandoverBegun', 'NotYourPost'],
      command: ({ reason }, { role }) => ({ type: 'cancelHandover', role, reason }),
    }),
    commandRoute<Named & { until: string }, PostParams>({
      type: 'delegatePost',
      path: '/posts/{role}/delegation',
      summary: { zh: '委托本人岗位至某日（含）', en: 'Delegate the own post until a day, that day included' },
      params: postParams,
      body: shape<Named & { until: string }>({
        ...named,
        until: dayText().description('委托最后一日。The last day.'),
      }),
      example: { person: 'p-53-liaison', until: '2026-12-31', reason: '出差' },
      refusals: [
        'PostUnknown',
        'PostEmpty',
        'HolderUnchanged',
        'NotYourPost',
        'DelegationCycle',
        'DelegationExists',
        'DelegationOfDelegation',
        'DelegationTooLong',
        'InvalidDates',
        'PersonLocked',
        'AdministratorsApart',
      ],
      hindrance,
      command: ({ person, until, reason }, { role }, now) =>
        seat(desk, person, now, async (seated) => {
          const passesOn = await desk.passesOn(person, now);
          return { type: 'delegatePost', role, ...seated, until: atTimeOfDay(dayFrom(until) + 1, 0), reason, passesOn };
        }),
    }),
    commandRoute<Reasoned, PostParams>({
      type: 'endDelegation',
      path: '/posts/{role}/delegation-end',
      summary: { zh: '终止委托', en: 'End a delegation' },
      params: postParams,
      body: reasonBody,
      example: { reason: '提前返岗' },
      refusals: ['PostUnknown', 'DelegationMissing', 'NotYourPost'],
      command: ({ reason }, { role }) => ({ type: 'endDelegation', role, reason }),
    }),
  ];
}
