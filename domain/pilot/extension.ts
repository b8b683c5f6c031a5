import { postOf, unitOfPost, type PostId } from '../actor.js';
import type { Day } from '../calendar.js';
import type { Watched } from '../duty.js';
import type { ExtensionRule } from '../extension/state.js';
import type { PilotDutyKind } from './duties.js';
import { LEVELS, postOfReviewer } from './levels.js';
import type { Pilot } from './state.js';

/** Calendar days after its first due day: how far a report may be put off, which by its nature may fall due after the pilot's end (proposed). */
const LONGEST_DELAY_DAYS = 60;

const byTheEnd = ({ endDay }: Pilot): Day => endDay;
const byDelay = (_: Pilot, { firstDue }: Watched): Day => firstDue + LONGEST_DELAY_DAYS;

/** What may be put off, and how far. Verdicts, decisions and closing keep their dates: whoever waits for them has dates too. */
const LATEST: Readonly<Partial<Record<PilotDutyKind, (pilot: Pilot, duty: Watched) => Day>>> = {
  'submit-plan': byTheEnd,
  'milestone-result': byTheEnd,
  report: byDelay,
  'concluding-report': byDelay,
};
const latestOf = (kind: string) => Object.entries(LATEST).find(([name]) => name === kind)?.[1];

/** Who agrees to another date for what is owed on a pilot, who decides, and how far it may go. */
export function extensionOfPilot(pilot: Pilot, duty: Watched): ExtensionRule | undefined {
  const { level, region } = pilot;
  const latest = latestOf(duty.kind)?.(pilot, duty);
  if (latest === undefined) return undefined;
  const deciders = LEVELS[level].extenders.map((reviewer) => postOfReviewer(reviewer, region));
  return { agreer: ownLeader(unitOfPost(duty.post), pilot), deciders, latest };
}

/** Of a host the office director of its region, of a province its leader; a city has none, so that the province's office director speaks for it. */
function ownLeader(unit: string, { host, region }: Pilot): PostId {
  if (unit === host) return postOf(region, 'office-director');
  return unit.length === 2 ? postOf(unit, 'leader') : postOf(unit.slice(0, 2), 'office-director');
}
