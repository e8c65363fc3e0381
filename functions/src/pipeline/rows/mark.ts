import { paths } from '@segue/core/contract/stored/paths';
import { isNumberKey } from '@segue/core/contract/stored/shapes';
import { bump } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';

/**
 * Step 1 of retraining: marks a block of rows as written, no matter by whom, and requests a recount. Nothing else.
 * Does nothing if the data set is gone, the rows version is not the current one, or the key is not a block number (a
 * write that bypassed our code): then nothing depends on what was written.
 */
export async function markChange(
  { tree }: Context,
  change: { dataset: string; rowsVersion: number; block: string },
): Promise<void> {
  if (!isNumberKey(change.block)) return;
  const shown = await tree.read(paths.dataset(change.dataset).rowsVersion);
  // safeguard: only-rows-shown-are-marked
  if (shown !== change.rowsVersion) return;
  await tree.write({
    ...bump(paths.changes(change.dataset, change.rowsVersion).child(change.block)),
    ...bump(paths.recount(change.dataset).requested),
  });
}
