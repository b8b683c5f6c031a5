import type { Instant } from '../../domain/calendar.js';
import { tellBeginning } from './acts/beginning.js';
import { callCast } from './acts/cast.js';
import { tellChain } from './acts/chain.js';
import { tellEnd, tellLights, tellRecord } from './acts/looking-back.js';
import { tellExtension, tellLate, tellNotice } from './acts/supervision.js';
import { tellWork } from './acts/work.js';
import type { Tell } from './tell.js';

/**
 * One pilot's life in a province as the people concerned live it: from the founding of its host to its first milestone and through a
 * suspension, and how what is owed is supervised. What needs years to pass is read of a pilot that has them behind it.
 */
export async function tellStory(url: string, tell: Tell, now: Instant): Promise<void> {
  const cast = await callCast(url, now);
  const pilot = await tellBeginning(tell, cast);
  await tellWork(tell, cast, pilot);
  await tellExtension(tell, cast, pilot);
  await tellLights(tell, cast, pilot);
  await tellLate(tell, cast);
  await tellNotice(tell, cast);
  await tellChain(tell, cast);
  await tellEnd(tell, cast);
  await tellRecord(tell, cast, pilot);
}
