import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.js';

const { nothing, keep } = proxyLocalActivities<BareActivities>({ scheduleToCloseTimeout: '5s' });

/**
 * The least a durable command can be, `add`: one update that adds a number. `addAside` waits for a local activity that does nothing, `addKept`
 * for one that writes the barest record: the floors below which recording cannot go. Renews itself as runs do.
 */
export async function adder(total: number): Promise<void> {
  let sum = total;
  setHandler(defineUpdate<number, [number]>('add'), (number) => (sum += number));
  setHandler(defineUpdate<number, [number]>('addAside'), async (number) => {
    await nothing();
    return (sum += number);
  });
  setHandler(defineUpdate<number, [number]>('addKept'), async (number) => {
    await keep(workflowInfo().workflowId);
    return (sum += number);
  });
  await condition(() => workflowInfo().historyLength > 1_000 && allHandlersFinished());
  await continueAsNew<typeof adder>(sum);
}

/** The least a duty that falls due can be: one timer, and then the barest record. */
export async function alarm(dueAt: number): Promise<void> {
  await sleep(Math.max(1, dueAt - Date.now()));
  await keep(workflowInfo().workflowId);
}
