import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import type { CommandOf, Kind } from '../../domain/kinds.js';
import { createSimulator, type Simulator } from '../../domain/simulator.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { director, systemAdministrator } from '../fakes/people.js';
import { at, castOf, outline, registrations, SHA } from './stage.js';

export const PILOT = '53-2026-0007';
const cast = castOf('national');

/** A national pilot of Yunnan under way in the simulator, whose host does nothing from now on. */
export function idlePilot(): Simulator {
  const simulator = createSimulator({ startsAt: at('2026-01-05 09:00'), calendarOf: () => nationalCalendar });
  const send = teller(simulator);
  for (const [code, kind] of [
    ['00', 'centre'],
    ['53', 'province'],
    ['53-h001', 'host'],
  ] as const)
    send(
      'unit',
      code,
      systemAdministrator,
      { type: 'foundUnit', name: `单位 ${code}`, kind, parentPath: parents[kind] },
      '2026-01-05 10:00',
    );
  send('pilot', PILOT, director, { type: 'registerPilot', ...registrations.national }, '2026-01-05 11:00');
  send('pilot', PILOT, cast.liaison, { type: 'draftPlan', outline }, '2026-01-06');
  send('pilot', PILOT, cast.director, { type: 'submitPlan', sha256: SHA }, '2026-01-07');
  send('pilot', PILOT, cast.first, { type: 'approvePlan', version: 1 }, '2026-01-08');
  send('pilot', PILOT, cast.last, { type: 'approvePlan', version: 1 }, '2026-01-09');
  return simulator;
}
const parents = { centre: [], province: ['00'], host: ['00', '53'] } as const;
export const teller =
  (simulator: Simulator) =>
  <K extends Kind>(kind: K, id: string, actor: Actor, command: CommandOf<K>, when: string): void => {
    const decision = simulator.send({ to: { kind, id }, actor, command, at: at(when) });
    if (!decision.ok) expect.fail(`${command.type} on ${kind}/${id}: ${decision.code}`);
  };
