import { onValueWritten } from 'firebase-functions/database';
import { triggerOptions } from '../options.js';
import { recount as recountDataset } from '../pipeline/counting/recount.js';
import { appContext } from '../store/app.js';

/** Runs the recount of a data set when it is requested. */
export const recount = onValueWritten(
  { ...triggerOptions, ref: '/recounts/{dataset}/requested' },
  async ({ params, data }) => {
    if (data.after.exists()) await recountDataset(appContext(), params.dataset);
  },
);
