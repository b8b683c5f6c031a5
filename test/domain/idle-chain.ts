import type { Simulator } from '../../domain/simulator.js';
import { createSimulator } from '../../domain/simulator.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { opening } from '../fakes/chain-cast.js';
import { systemAdministrator } from '../fakes/people.js';
import { office, signers } from './chain-stage.js';
import { teller } from './idle-pilot.js';
import { at } from './stage.js';

export const CHAIN = '53-2026';

/** The chain of Yunnan in the simulator, submitted for signature on 6 January 2026 and signed by so many; nobody does anything from then on. */
export function idleChain(signed: number): Simulator {
  const simulator = createSimulator({ startsAt: at('2026-01-05 09:00'), calendarOf: () => nationalCalendar });
  const send = teller(simulator);
  for (const [code, kind, name, parentPath] of [
    ['00', 'centre', '全国', []],
    ['53', 'province', '云南省', ['00']],
  ] as const)
    send('unit', code, systemAdministrator, { type: 'foundUnit', name, kind, parentPath }, '2026-01-05 10:00');
  send('chain', CHAIN, office, opening, '2026-01-05 11:00');
  send('chain', CHAIN, office, { type: 'submitStatement', sha256: 'template-1' }, '2026-01-06 10:00');
  for (const signer of signers.slice(0, signed)) send('chain', CHAIN, signer, { type: 'signStatement', version: 1 }, '2026-01-06 15:00');
  return simulator;
}
