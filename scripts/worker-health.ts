import { hostname } from 'node:os';
import proto from '@temporalio/proto';
import { TASK_QUEUE } from '../server/send.js';
import { createPatientClient } from '../server/temporal.js';
import { findRunningSite } from './house/running-addresses.js';

/** A worker asks for work at least once a minute. */
const SILENT_AFTER_MS = 120_000;

/** The health check of a worker's container: 0 when a worker of this host asks the engine for work, 1 otherwise. A process that hangs does not ask. */
const { temporalAddress, temporalNamespace } = await findRunningSite(process.env);
const { connection } = await createPatientClient(temporalAddress, temporalNamespace);
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: temporalNamespace,
  taskQueue: { name: TASK_QUEUE },
  taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
});
await connection.close();
const own = pollers.filter(({ identity }) => identity?.endsWith(`@${hostname()}`));
const isAsking = own.some(({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1_000 < SILENT_AFTER_MS);
process.exit(isAsking ? 0 : 1);
