import { createHash } from 'node:crypto';
import { CENTRE, postOf, SYSTEM, type Actor, type Role } from '../domain/actor.js';
import { DAY_MS, dayOf, type Calendar, type Day, type Instant } from '../domain/calendar.js';
import type { CommandOf, Kind } from '../domain/kinds.js';
import { createSimulator, type Simulator } from '../domain/simulator.js';

export interface Seat {
  readonly login: string;
  readonly person: string;
  readonly host: string;
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

/** What is to be under way: a pilot for each number, each with a host and a liaison of its own. */
export interface Underway {
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly pilots: readonly string[];
  /** Of each pilot's milestones; without any, three that lie far ahead. */
  readonly dueDays?: readonly Day[];
}

/** The text of a plan, under the hash that the record names. */
export interface Plan {
  readonly sha256: string;
  readonly text: string;
}

/** So many numbers of pilots, beginning with the first that fits. */
export function pilotNumbers(count: number, fits: (id: string) => boolean = () => true): string[] {
  const found: string[] = [];
  for (let year = 2026; found.length < count; year++)
    for (let serial = 1; serial <= 9999 && found.length < count; serial++) {
      const id = `${REGION}-${year}-${String(serial).padStart(4, '0')}`;
      if (fits(id)) found.push(id);
    }
  return found;
}

/** Running pilots as the rules would have made them in the last fortnight. */
export function pilotsUnderWay({ calendar, now, pilots, dueDays = farAhead(now) }: Underway): {
  past: Simulator;
  seats: Seat[];
  plans: Plan[];
} {
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
  const plans: Plan[] = [];
  for (const [at, pilot] of pilots.entries()) {
    const index = at + 1;
    const host = `${REGION}-h${900 + index}`;
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
    const plan = `方案 ${index}`;
    const sha256 = createHash('sha256').update(plan).digest('hex');
    plans.push({ sha256, text: plan });
    const milestones = dueDays.map((dueDay, which) => ({
      id: `m${which + 1}`,
      title: `里程碑 ${which + 1}`,
      dueDay,
      indicators: [{ id: `i${which + 1}`, name: '指标', unit: '人', baseline: 0, target: 100, direction: 'up' as const }],
    }));
    send('pilot', pilot, liaison, { type: 'draftPlan', outline: { sha256, milestones } });
    send('pilot', pilot, director, { type: 'submitPlan', sha256 });
    send('pilot', pilot, reviewer, { type: 'approvePlan', version: 1 });
    send('pilot', pilot, central, { type: 'approvePlan', version: 1 });
    seats.push({ login: `bench-${index}`, person, host, pilot });
  }
  past.advanceTo(now);
  return { past, seats, plans };
}

const farAhead = (now: Instant): readonly Day[] => [1, 2, 3].map((number) => dayOf(now) + 100 * number);
