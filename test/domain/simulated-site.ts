import { expect } from 'chai';
import { type Actor, CENTRE, type Role } from '../../domain/actor.js';
import type { Calendar } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import { type Simulator, createSimulator } from '../../domain/simulator.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { actorOf, centralReviewer, director, hostLiaison, liaison, provincialReviewer, systemAdministrator } from '../fakes/people.js';
import { SHA, at, day, figure, onBehalf, outline, registrations } from './stage.js';

export const PILOT = '53-2026-0001';

export const toPilot = { kind: 'pilot', id: PILOT } as const;

export const toHost = { kind: 'unit', id: '53-h001' } as const;

/** A site with the centre, Yunnan and one host, founded in the first days of 2026. */
export function founded(calendarOf: (region: string) => Calendar = () => nationalCalendar): Simulator {
  const simulator = createSimulator({ startsAt: at('2026-01-05'), calendarOf });
  const found = (id: string, name: string, kind: 'centre' | 'province' | 'host', parentPath: string[]) =>
    tell(simulator, { kind: 'unit', id }, { type: 'foundUnit', name, kind, parentPath }, systemAdministrator);
  const seat = (id: string, role: Role, person: string, actor: Actor) =>
    tell(simulator, { kind: 'unit', id }, { type: 'assignHolder', role, person, name: person, reason: '任命' }, actor);
  found('00', '全国产改协调小组', 'centre', []);
  found('53', '云南省', 'province', ['00']);
  found('53-h001', '昆钢', 'host', ['00', '53']);
  seat('00', 'security-administrator', 'ma-li', systemAdministrator);
  const security = actorOf('ma-li', CENTRE, 'security-administrator');
  seat('00', 'reviewer', centralReviewer.person, security);
  seat('53', 'office-director', director.person, security);
  seat('53', 'liaison', liaison.person, security);
  seat('53', 'reviewer', provincialReviewer.person, security);
  seat('53-h001', 'liaison', hostLiaison.person, director);
  return simulator;
}

export function tell(simulator: Simulator, to: typeof toPilot, command: CommandOf<'pilot'>, actor: Actor, when?: string): void;

export function tell(simulator: Simulator, to: { kind: 'unit'; id: string }, command: CommandOf<'unit'>, actor: Actor, when?: string): void;

export function tell(
  simulator: Simulator,
  to: { kind: 'pilot' | 'unit'; id: string },
  command: CommandOf<'pilot'> | CommandOf<'unit'>,
  actor: Actor,
  when?: string,
): void {
  const decision = simulator.send({ to, actor, command, ...(when === undefined ? {} : { at: at(when) }) });
  if (!decision.ok) expect.fail(`${command.type} was refused: ${decision.code}`);
}

export const register = { type: 'registerPilot', ...registrations.national, endDay: day('2027-12-31') } as const;

export const typesIn = (simulator: Simulator, from = 0): string[] =>
  simulator
    .entries('pilot', PILOT)
    .slice(from)
    .map(({ event }) => event.type)
    .filter((type) => type !== 'dutiesChanged');

/** Two years of one pilot: a return, a holiday of the host's liaison, a late milestone, an outage, a result. */
export function lived(): Simulator {
  const simulator = founded();
  const pilot = (command: CommandOf<'pilot'>, actor: Actor, when: string) => tell(simulator, toPilot, command, actor, when);
  const report = (period: string, when: string, actor = hostLiaison): void => {
    pilot({ type: 'submitReport', period, sha256: SHA, figures: [figure] }, actor, when);
    pilot({ type: 'judgeReport', period, verdict: 'accepted', reason: '内容完整。' }, provincialReviewer, when);
  };
  pilot(register, director, '2026-01-08');
  pilot({ type: 'draftPlan', outline }, liaison, '2026-01-12');
  pilot({ type: 'submitPlan', sha256: SHA }, director, '2026-01-28');
  pilot(
    { type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] },
    provincialReviewer,
    '2026-02-02',
  );
  pilot({ type: 'draftPlan', outline }, liaison, '2026-02-05');
  pilot({ type: 'submitPlan', sha256: SHA }, director, '2026-02-06');
  pilot({ type: 'approvePlan', version: 2 }, provincialReviewer, '2026-02-10');
  pilot({ type: 'approvePlan', version: 2, opinion: '同意。' }, centralReviewer, '2026-02-26');
  tell(
    simulator,
    toHost,
    { type: 'delegatePost', role: 'liaison', person: 'tang-yu', name: '唐宇', until: at('2026-07-20'), reason: '休假' },
    hostLiaison,
    '2026-06-01',
  );
  report('2026Q2', '2026-07-06', onBehalf(actorOf('tang-yu', '53-h001', 'liaison'), hostLiaison.person));
  pilot({ type: 'submitMilestone', milestone: 'base', note: '基地已揭牌。', figures: [] }, hostLiaison, '2026-07-22');
  pilot({ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' }, centralReviewer, '2026-07-24');
  report('2026Q3', '2026-10-12');
  pilot({ type: 'submitMilestone', milestone: 'contest', note: '竞赛已举办。', figures: [] }, hostLiaison, '2026-11-20');
  pilot({ type: 'judgeMilestone', milestone: 'contest', verdict: 'met', reason: '材料齐全。' }, centralReviewer, '2026-11-23');
  report('2026Q4', '2027-01-08');
  report('2027Q1', '2027-04-08');
  simulator.outageUntil(at('2027-07-12'));
  report('2027Q2', '2027-07-12');
  report('2027Q3', '2027-10-12');
  pilot({ type: 'submitReport', period: '2027Q4', sha256: SHA, figures: [] }, hostLiaison, '2027-12-28');
  pilot({ type: 'judgeReport', period: '2027Q4', verdict: 'accepted', reason: '内容完整。' }, provincialReviewer, '2027-12-30');
  pilot({ type: 'submitConclusion', sha256: SHA }, director, '2028-01-14');
  pilot({ type: 'enterResult', grade: 'good', reason: '一项迟办。' }, centralReviewer, '2028-01-20');
  pilot({ type: 'closePilot' }, centralReviewer, '2028-01-21');
  return simulator;
}
