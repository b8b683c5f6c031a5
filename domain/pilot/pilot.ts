import { CENTRE, postOf, unitOfPost, type PostId } from '../actor.js';
import { toldChain, toldChainOver } from '../chain/note.js';
import type { Consequence, Entity } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import { draftOverdue } from '../notice/draft.js';
import { partiesOf } from '../notice/posts.js';
import { pathOfCode } from '../unit-code.js';
import { decidePilot } from './decide.js';
import { extensionOfPilot } from './extension.js';
import { dutiesOfPilot, PILOT_FULFILLED_BY } from './duties.js';
import { evolvePilot } from './evolve.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { noticesOfDecision } from './proposal-consequences.js';
import { isProposedInTime } from './proposal-duties.js';
import { isSkippedInTime } from './skip.js';
import { isOver, UNREGISTERED, type Pilot } from './state.js';
import { nextPassingInPilot, passedInPilot } from './windows.js';

/** What lists filter and sort pilots by. */
export interface PilotFields extends Pick<Pilot, 'level' | 'areas' | 'region' | 'host' | 'startDay' | 'endDay'> {
  readonly pilotKind: Pilot['kind'];
  readonly province: string;
}

/** A pilot (试点), from registration to closing. Its phases: see `state.ts`. */
export const pilot: Entity<Pilot, PilotCommand, PilotEvent> = {
  kind: 'pilot',
  initial: UNREGISTERED,
  decide: decidePilot,
  evolve: evolvePilot,
  duties: dutiesOfPilot,
  fulfilledBy: PILOT_FULFILLED_BY,
  isExcused: (duty, before, after) => isSkippedInTime(after, duty) || isProposedInTime(before, duty),
  passed: passedInPilot,
  nextPassing: nextPassingInPilot,
  consequences,
  overseer: overseerOf,
  atRung: ({ level, region, host, title }, reached, id) => {
    const { post, notice } = reached.watched;
    if (reached.rung !== 'supervision-notice' || notice === undefined) return [];
    const parties = partiesOf(level, region, post, overseerOf({ host, region }, post));
    return [draftOverdue(notice, { kind: 'pilot', id, title }, parties, reached)];
  },
  extension: extensionOfPilot,
  climbed: (_, climb, id) => toldChain(id, 'pilot', climb),
  climbOver: (_, over, id) => toldChainOver(id, over),
  refersTo: (event) => {
    if (event.type === 'planDrafted' || event.type === 'planSubmitted') return [event.outline.sha256];
    return event.type === 'reportSubmitted' || event.type === 'conclusionSubmitted' ? [event.sha256] : [];
  },
  brings: (event) => (event.type === 'evidenceAdded' ? [event.sha256] : []),
  summary: ({ title, phase, kind, level, areas, region, host, startDay, endDay }) => ({
    title,
    phase,
    path: [...new Set([CENTRE, ...(pathOfCode(region) ?? [region]), ...(pathOfCode(host) ?? [host])])],
    fields: { pilotKind: kind, level, areas, region, province: region.slice(0, 2), host, startDay, endDay } satisfies PilotFields,
  }),
  isClosed: ({ phase }) => isOver(phase),
};

/** Over a post stands its own office director; over the host's, the region's. */
function overseerOf({ host, region }: Pick<Pilot, 'host' | 'region'>, post: PostId): PostId {
  return postOf(unitOfPost(post) === host ? region : unitOfPost(post), 'office-director');
}

/** The host learns that a pilot has begun or ended on its ground, and of dates that moved; whoever waits for a verdict is written to at once. */
function consequences(pilot: Pilot, event: PilotEvent, id: string): readonly Consequence[] {
  const { host, region, title, phase, versions } = pilot;
  const toHost = (type: 'notePilotOpened' | 'notePilotEnded'): Consequence => ({
    type: 'message',
    to: { kind: 'unit', id: host },
    command: { type, pilot: id },
  });
  const toPost = (post: string, notice: string, version?: number): Consequence =>
    mailTo(post, notice, { title, ...(version === undefined ? {} : { version }) });
  const toDirector = (notice: string, version?: number): Consequence => toPost(postOf(region, 'office-director'), notice, version);
  const isChange = 'version' in event && versions.some(({ outcome, version }) => outcome === 'approved' && version < event.version);
  switch (event.type) {
    case 'pilotRegistered':
      return [toHost('notePilotOpened')];
    case 'planReturned':
      return [toDirector(isChange ? 'changeReturned' : 'planReturned', event.version)];
    case 'planApproved':
      if (!isChange) return [toDirector('planApproved', event.version)];
      return [toDirector('changeApproved', event.version), toPost(postOf(host, 'liaison'), 'changeApproved', event.version)];
    case 'planRejected':
      if (phase !== 'rejected') return [toDirector('changeRejected', event.version)];
      return [toDirector('planRejected', event.version), toHost('notePilotEnded')];
    case 'reportSkipDecided':
      return [
        mailTo(postOf(host, 'liaison'), event.verdict === 'approved' ? 'skipApproved' : 'skipRefused', { title, period: event.period }),
      ];
    case 'conclusionReturned':
      return [toDirector('conclusionReturned')];
    case 'planLapsed':
      return [toDirector('changeLapsed', event.version)];
    case 'pilotClosed':
      return [toHost('notePilotEnded')];
    case 'pilotTerminated':
      return [...noticesOfDecision(pilot, event), toHost('notePilotEnded')];
    default:
      return noticesOfDecision(pilot, event);
  }
}
