import { BEGINNING } from './lives-beginning.js';
import { ENDED } from './lives-ended.js';
import { LATE } from './lives-late.js';
import { RUNNING } from './lives-running.js';
import { STOPPED } from './lives-stopped.js';
import type { Life } from './life.js';

/** The pilots of the demo, in no order. */
export const LIVES: readonly Life[] = [...ENDED, ...RUNNING, ...LATE, ...STOPPED, ...BEGINNING];
