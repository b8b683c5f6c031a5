import { condition, continueAsNew, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';

/** The least a durable command can be: one update that adds a number. Renews itself as runs do. */
export async function adder(total: number): Promise<void> {
  let sum = total;
  setHandler(defineUpdate<number, [number]>('add'), (number) => (sum += number));
  await condition(() => workflowInfo().historyLength > 1_000);
  await continueAsNew<typeof adder>(sum);
}
