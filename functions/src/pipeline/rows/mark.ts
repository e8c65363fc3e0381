import { paths } from '@segue/core/contract/stored/paths';
import { isNumberKey } from '@segue/core/contract/stored/shapes';
import { bump } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';

/**
 * Step 1 of retraining: notes that a block of rows was written, by whomever, and asks for a recount. Nothing else.
 * Where the data set is gone, the rows version is not the one that is shown, or the key is no block's (somebody wrote
 * past our code), nothing depends on what was written.
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
