import { sleep } from '@temporalio/workflow';

/** What no run ever did: begin with a pause. Shows that the replay tests would notice. */
const pause = (): Promise<void> => sleep('1 minute');

export {
  pause as pilot,
  pause as unit,
  pause as notice,
  pause as chain,
  pause as courier,
  pause as postman,
  pause as redating,
  pause as sentinel,
};
