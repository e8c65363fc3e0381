import { onValueWritten } from 'firebase-functions/database';
import { triggerOptions } from '../options.js';
import { retrain as retrainModel } from '../pipeline/training/retrain.js';
import { appContext } from '../store/app.js';

/** Trains a model when that is requested. */
export const retrain = onValueWritten(
  { ...triggerOptions, memory: '1GiB', ref: '/training/{model}/requested' },
  async ({ params, data }) => {
    if (data.after.exists()) await retrainModel(appContext(), params.model);
  },
);
