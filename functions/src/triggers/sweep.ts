import { onSchedule } from 'firebase-functions/scheduler';
import { sweepOptions } from '../options.js';
import { sweep as sweepAll } from '../pipeline/sweep/sweep.js';
import { appContext } from '../store/app.js';

/** Requests whatever a lost event or a dead worker has left undone. */
export const sweep = onSchedule(sweepOptions, async () => {
  await sweepAll(appContext());
});
