import { onValueWritten } from 'firebase-functions/database';
import { triggerOptions } from '../options.js';
import { markChange } from '../pipeline/rows/mark.js';
import { appContext } from '../store/app.js';

/** On any write below a block of rows, no matter by whom: marks the block and requests a recount. */
export const rowsChanged = onValueWritten(
  { ...triggerOptions, memory: '256MiB', ref: '/rows/{dataset}/{rowsVersion}/{block}' },
  async ({ params: { dataset, rowsVersion, block } }) => {
    await markChange(appContext(), { dataset, rowsVersion: Number(rowsVersion), block });
  },
);
