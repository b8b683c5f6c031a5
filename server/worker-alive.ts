import type { WorkflowService } from '@temporalio/client';
import proto from '@temporalio/proto';
import { TASK_QUEUE } from './send.js';

/** A worker asks for work at least once a minute. */
const SILENT_AFTER_MS = 120_000;

/** Whether a worker asks the engine for work, or one of this host where it is given. One that hangs or was killed falls silent. */
export async function isWorkerAlive(service: WorkflowService, namespace: string, host?: string): Promise<boolean> {
  const { pollers } = await service.describeTaskQueue({
    namespace,
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  const own = host === undefined ? pollers : pollers.filter(({ identity }) => identity?.endsWith(`@${host}`));
  // One that asked in the future asked before the clock was moved back; it asks again within the minute.
  return own.some(({ lastAccessTime }) => Math.abs(Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1_000) < SILENT_AFTER_MS);
}
