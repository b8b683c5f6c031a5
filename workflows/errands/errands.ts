import { continueAsNew, proxyActivities, sleep } from '@temporalio/workflow';
import type { ClerkActivities } from '../../activities/attend.js';
import type { CourierActivities } from '../../activities/deliver.js';
import type { SentinelActivities } from '../../activities/patrol.js';
import type { RedatingActivities } from '../../activities/redate.js';
import type { PostmanActivities } from '../../activities/post.js';

/** An errand renews itself well before its history grows. */
const ROUNDS_BEFORE_RENEWAL = 100;

// Each call works for a minute and heartbeats; when its worker dies the call is made anew elsewhere after the heartbeat's timeout, for ever:
// whatever is in the outbox, was asked for in bulk or is behind the calendar is owed.
const standing = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '15s' },
} as const;
const { deliver } = proxyActivities<CourierActivities>(standing);
const { post } = proxyActivities<PostmanActivities>(standing);
const { attend } = proxyActivities<ClerkActivities>(standing);
const { redate } = proxyActivities<RedatingActivities>(standing);
const { patrol } = proxyActivities<SentinelActivities>(standing);

/** Delivers messages between entities. */
export async function courier(): Promise<void> {
  for (let round = 0; round < ROUNDS_BEFORE_RENEWAL; round++) await deliver();
  await continueAsNew<typeof courier>();
}

/** Sends mails. */
export async function postman(): Promise<void> {
  for (let round = 0; round < ROUNDS_BEFORE_RENEWAL; round++) await post();
  await continueAsNew<typeof postman>();
}

/** Works through bulk commands. */
export async function clerk(): Promise<void> {
  for (let round = 0; round < ROUNDS_BEFORE_RENEWAL; round++) await attend();
  await continueAsNew<typeof clerk>();
}

/** Brings open entities the newest calendar. */
export async function redating(): Promise<void> {
  for (let round = 0; round < ROUNDS_BEFORE_RENEWAL; round++) await redate();
  await continueAsNew<typeof redating>();
}

/** Looks every minute for what was forgotten. */
export async function sentinel(): Promise<void> {
  for (let round = 0; round < ROUNDS_BEFORE_RENEWAL; round++) {
    await patrol();
    await sleep('1 minute');
  }
  await continueAsNew<typeof sentinel>();
}
