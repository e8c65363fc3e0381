import { onValueWritten } from 'firebase-functions/database';
import { triggerOptions } from '../options.js';
import { markChange } from '../pipeline/rows/mark.js';
import { appContext } from '../store/app.js';

/** Any write below a block of rows, by whomever: marks the block and asks for a recount. */
export const rowsChanged = onValueWritten(
  { ...triggerOptions, memory: '256MiB', ref: '/rows/{dataset}/{rowsVersion}/{block}' },
  async ({ params: { dataset, rowsVersion, block } }) => {
    await markChange(appContext(), { dataset, rowsVersion: Number(rowsVersion), block });
  },
);
