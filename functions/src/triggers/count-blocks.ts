import { onTaskDispatched } from 'firebase-functions/tasks';
import { taskOptions } from '../options.js';
import { countBlocks as countSomeBlocks } from '../pipeline/counting/count-blocks.js';
import type { CountTask } from '../pipeline/ports.js';
import { appContext } from '../store/app.js';

/** Counts blocks of a large data set that a recount handed out. */
export const countBlocks = onTaskDispatched<CountTask>(taskOptions, async ({ data }) => {
  await countSomeBlocks(appContext(), data);
});
