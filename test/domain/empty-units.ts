import type { Role } from '../../domain/actor.js';
import { createSimulator, type Simulator } from '../../domain/simulator.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { teller } from './idle-pilot.js';
import { at } from './stage.js';

const UNITS = [
  ['00', 'centre', []],
  ['53', 'province', ['00']],
  ['5301', 'city', ['00', '53']],
  ['5301-h001', 'host', ['00', '53', '5301']],
] as const;

/** A city of Yunnan with a host, founded on 5 January 2026: every post is empty, and every one of them is owed a holder by the 19th. */
export function emptyUnits(): Simulator {
  const simulator = createSimulator({ startsAt: at('2026-01-05 09:00'), calendarOf: () => nationalCalendar });
  for (const [code, kind, parentPath] of UNITS)
    teller(simulator)('unit', code, systemAdministrator, { type: 'foundUnit', name: `单位 ${code}`, kind, parentPath }, '2026-01-05 10:00');
  return simulator;
}
export const seat = (simulator: Simulator, unit: string, role: Role, when: string): void =>
  teller(simulator)(
    'unit',
    unit,
    securityAdministrator,
    { type: 'assignHolder', role, person: `p-${role}`, name: role, reason: '任命' },
    when,
  );
