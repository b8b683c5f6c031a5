import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { ERRANDS, errandId } from '../workflows/contract.js';
import { TASK_QUEUE } from './send.js';

const EVERY_MS = 60_000;
/** After a failure it is tried again sooner: an engine that has just begun refuses for a moment, and mails wait meanwhile. */
const AGAIN_MS = 2_000;

/** Sees to it, now and every minute, that each errand has its one run; the engine may have lost them. */
export function keepErrands(client: Client, log: Logger): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const start = async (errand: (typeof ERRANDS)[number]): Promise<boolean> => {
    try {
      await client.workflow.start(errand, {
        workflowId: errandId(errand),
        taskQueue: TASK_QUEUE,
        args: [],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      return true;
    } catch (error) {
      log.warn({ err: error, errand }, 'an errand could not be started; it is tried again');
      return false;
    }
  };
  const keep = async (): Promise<void> => {
    const started = await Promise.all(ERRANDS.map(start));
    if (!isStopped) timer = setTimeout(() => void keep(), started.includes(false) ? AGAIN_MS : EVERY_MS);
  };
  void keep();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
