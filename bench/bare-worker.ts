import { NativeConnection, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { connect } from '../models/connect.js';
import { createBareActivities } from './bare-activities.js';

const db = await connect(process.env['MONGODB_URI'] ?? '');
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: 'bare',
  workflowsPath: fileURLToPath(new URL('bare-workflow.ts', import.meta.url)),
  activities: createBareActivities(db),
  maxCachedWorkflows: 2_000,
});
process.on('SIGTERM', () => worker.shutdown());
await worker.run();
await connection.close();
await db.close();
