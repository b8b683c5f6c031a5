import type { RefusalCode } from '../../domain/refusals.js';
import type { EdgeCode, ProblemKind } from './edge-problems.js';
import { anyRefusals } from './refusals/any-refusals.js';
import { calendarRefusals } from './refusals/calendar-refusals.js';
import { chainRefusals } from './refusals/chain-refusals.js';
import { extensionRefusals } from './refusals/extension-refusals.js';
import { noticeRefusals } from './refusals/notice-refusals.js';
import { pilotRefusals } from './refusals/pilot-refusals.js';
import { planRefusals } from './refusals/plan-refusals.js';
import { postRefusals } from './refusals/post-refusals.js';

/** How the domain's refusals are told, matter by matter. A code added to the domain is a compile error here until it has its sentence. */
export const refusalProblems: Readonly<Record<Exclude<RefusalCode, EdgeCode>, ProblemKind>> = {
  ...anyRefusals,
  ...postRefusals,
  ...planRefusals,
  ...pilotRefusals,
  ...extensionRefusals,
  ...noticeRefusals,
  ...chainRefusals,
  ...calendarRefusals,
};
