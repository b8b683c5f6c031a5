import * as fc from 'fast-check';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import { lifeOfChain } from './chain-lives.js';
import { step, steps, type Life, type Step } from './living.js';
import { lifeOfNotice } from './notice-lives.js';
import { lifeOfPilot } from './pilot-lives.js';
import { lifeOfUnit } from './unit-lives.js';

/** What is drawn: short to print when it fails, and lived in the test. */
export interface Script {
  readonly of: PilotLevel | 'unit' | 'notice' | 'chain';
  readonly steps: readonly Step[];
}
/** Pilots twice as often as the others: they have the longest lives. */
const kinds = fc.constantFrom('national', 'provincial', 'city', 'national', 'provincial', 'city', 'unit', 'notice', 'chain');
export const scripts = (maxLength: number): fc.Arbitrary<Script> => fc.record({ of: kinds, steps: steps(maxLength) });
/** The same, and now and then the calendar changes. */
export const scriptsOfChangingCalendars = (maxLength: number): fc.Arbitrary<Script> => {
  const someDays = fc.uniqueArray(fc.integer({ min: -40, max: 60 }), { maxLength: 12 });
  const change = fc.option(fc.record({ off: someDays, working: someDays }), { nil: undefined });
  const changing = fc.record({ one: step, newCalendar: change }).map(({ one, newCalendar }): Step => ({ ...one, newCalendar }));
  return fc.record({
    of: kinds,
    steps: fc.array(changing, { minLength: Math.floor(maxLength / 2), maxLength }),
  });
};
export function lifeOf({ of, steps: script }: Script): Life {
  switch (of) {
    case 'unit':
      return lifeOfUnit(script);
    case 'notice':
      return lifeOfNotice(script);
    case 'chain':
      return lifeOfChain(script);
    default:
      return lifeOfPilot(of, script);
  }
}
