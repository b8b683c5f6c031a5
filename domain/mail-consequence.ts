import type { PostId } from './actor.js';
import type { Consequence } from './entity.js';
import type { RefusalFacts } from './refusals.js';

/** Notices that do not wait for the day's digest: somebody has to act while a term runs, or what is owed has just changed (rules: Ladder, urgent kinds). */
const URGENT: ReadonlySet<string> = new Set([
  'planReturned',
  'planRejected',
  'changeReturned',
  'changeRejected',
  'conclusionReturned',
  'signatureAsked',
  'statementReturned',
  'itemAssigned',
  'itemReturned',
  'selfAssessmentReturned',
  'skipRefused',
  'extensionAsked',
  'extensionAgreed',
  'extensionDeclined',
  'extensionRefused',
  'extensionGranted',
  'noticeDraftedToGo',
  'noticeIssued',
  'noticeReturned',
  'noticeDecisionAsked',
  'pilotSuspended',
  'suspensionProlonged',
  'pilotResumed',
  'pilotTerminated',
  'proposalRefused',
  'handoverRefused',
  'holderAssigned',
  'postTakenOver',
  'postHandedOver',
  'delegationReceived',
  'postDelegated',
  'delegationEnded',
]);

/** A mail to whoever holds the post when it leaves. `facts` is the little that its line needs. */
export const mailTo = (post: PostId, notice: string, facts: RefusalFacts): Consequence => ({
  type: 'mail',
  post,
  notice,
  facts,
  isUrgent: URGENT.has(notice),
});
