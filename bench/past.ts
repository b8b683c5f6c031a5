import { CENTRE, postOf, SYSTEM, type Actor, type Role } from '../domain/actor.js';
import { DAY_MS, dayOf, type Calendar, type Instant } from '../domain/calendar.js';
import type { CommandOf, Kind } from '../domain/kinds.js';
import { createSimulator, type Simulator } from '../domain/simulator.js';

export interface Seat {
  readonly login: string;
  readonly person: string;
  readonly pilot: string;
}

const REGION = '53';

/** A person in a post, as the API would stamp them. */
function seated(unit: string, role: Role, unitPath: readonly string[]): Actor {
  return {
    person: `p-${unit}-${role}`,
    name: `p-${unit}-${role}`,
    post: postOf(unit, role),
    role,
    unit,
    unitPath,
    tenure: `${postOf(unit, role)}@1`,
  };
}

/** Forty running pilots, each with a host and a liaison of its own, as the rules would have made them in the last fortnight. */
export function pilotsUnderWay(calendar: Calendar, now: Instant, count: number): { past: Simulator; seats: Seat[] } {
  const startsAt = now - 14 * DAY_MS;
  const past = createSimulator({ startsAt, calendarOf: () => calendar });
  const send = <K extends Kind>(kind: K, id: string, actor: Actor, command: CommandOf<K>): void => {
    const decision = past.send({ to: { kind, id }, actor, command });
    if (!decision.ok) throw new Error(`${kind}/${id} refused ${command.type} with ${decision.code}`);
  };
  const province = [CENTRE, REGION];
  const keeper: Actor = { ...SYSTEM, role: 'system-administrator' };
  const seater: Actor = { ...SYSTEM, role: 'security-administrator' };
  const liaison = seated(REGION, 'liaison', province);
  const director = seated(REGION, 'office-director', province);
  const reviewer = seated(REGION, 'reviewer', province);
  const central = seated(CENTRE, 'reviewer', [CENTRE]);
  const seats: Seat[] = [];
  for (let index = 1; index <= count; index++) {
    const host = `${REGION}-h${900 + index}`;
    const pilot = `${REGION}-2026-${9000 + index}`;
    const person = `p-${host}-liaison`;
    send('unit', host, keeper, { type: 'foundUnit', name: `园区 ${index}`, kind: 'host', parentPath: province });
    send('unit', host, seater, { type: 'assignHolder', role: 'liaison', person, name: person, reason: '-' });
    send('pilot', pilot, director, {
      type: 'registerPilot',
      title: `试点 ${index}`,
      kind: 'project',
      level: 'national',
      areas: ['skills'],
      region: REGION,
      host,
      startDay: dayOf(startsAt),
      endDay: dayOf(now) + 700,
    });
    const sha256 = index.toString(16).padStart(64, '0');
    const milestones = [1, 2, 3].map((number) => ({
      id: `m${number}`,
      title: `里程碑 ${number}`,
      dueDay: dayOf(now) + 100 * number,
      indicators: [{ id: `i${number}`, name: '指标', unit: '人', baseline: 0, target: 100, direction: 'up' as const }],
    }));
    send('pilot', pilot, liaison, { type: 'draftPlan', outline: { sha256, milestones } });
    send('pilot', pilot, director, { type: 'submitPlan', sha256 });
    send('pilot', pilot, reviewer, { type: 'approvePlan', version: 1 });
    send('pilot', pilot, central, { type: 'approvePlan', version: 1 });
    seats.push({ login: `bench-${index}`, person, pilot });
  }
  past.advanceTo(now);
  return { past, seats };
}
