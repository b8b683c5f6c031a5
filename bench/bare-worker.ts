import { NativeConnection, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';

export const BARE_QUEUE = 'bare';

const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: BARE_QUEUE,
  workflowsPath: fileURLToPath(new URL('bare-workflow.ts', import.meta.url)),
  maxCachedWorkflows: 2_000,
});
process.on('SIGTERM', () => worker.shutdown());
await worker.run();
await connection.close();
