import { onSchedule } from 'firebase-functions/scheduler';
import { sweepOptions } from '../options.js';
import { sweep as sweepAll } from '../pipeline/sweep/sweep.js';
import { appContext } from '../store/app.js';

/** Asks for whatever an event that got lost, or a worker that died, has left undone. */
export const sweep = onSchedule(sweepOptions, async () => {
  await sweepAll(appContext());
});
