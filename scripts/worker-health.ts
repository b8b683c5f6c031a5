import { hostname } from 'node:os';
import { createPatientClient } from '../server/temporal.js';
import { isWorkerAlive } from '../server/worker-alive.js';
import { findRunningSite } from './house/running-addresses.js';

/** The health check of a worker's container: 0 when a worker of this host asks the engine for work, 1 otherwise. A process that hangs does not ask. */
const { temporalAddress, temporalNamespace } = await findRunningSite(process.env);
const { connection } = await createPatientClient(temporalAddress, temporalNamespace);
const isAlive = await isWorkerAlive(connection.workflowService, temporalNamespace, hostname());
await connection.close();
process.exit(isAlive ? 0 : 1);
