import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { ERRANDS, errandId } from '../workflows/contract.js';
import { TASK_QUEUE } from './send.js';

const EVERY_MS = 60_000;

/** Sees to it, now and every minute, that each errand has its one run; the engine may have lost them. */
export function keepErrands(client: Client, log: Logger): { stop(): void } {
  const keep = async (): Promise<void> => {
    for (const errand of ERRANDS) {
      try {
        await client.workflow.start(errand, {
          workflowId: errandId(errand),
          taskQueue: TASK_QUEUE,
          args: [],
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
      } catch (error) {
        log.warn({ err: error, errand }, 'an errand could not be started; the next round tries again');
      }
    }
  };
  void keep();
  const timer = setInterval(() => void keep(), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
