import type { OpenColumns } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeProfile } from '@segue/core/tables/profile/profile';
import { proposedColumns } from '@segue/core/versions/proposed-columns';
import { profileBasis } from '../counting/derivations.js';
import { readTotal } from '../counting/totals.js';
import type { Tree } from '../ports.js';
import { findDataset, readColumns } from '../records/dataset-records.js';

/**
 * The configuration of an `auto` model with what was left open filled in from the columns' profile: which numbers describe
 * the items, and whether a user cell is a list of users. Unchanged where the profile has not been counted yet.
 */
export async function proposeColumns(
  tree: Tree,
  configuration: ModelConfiguration,
  open: OpenColumns = { itemFeatures: true, userLists: true },
): Promise<ModelConfiguration> {
  const { model, dataset, user, item } = configuration;
  const record = model === 'auto' ? await findDataset(tree, dataset) : null;
  if (!record) return configuration;
  const total = await readTotal(tree, paths.profileTotal(dataset, profileBasis(dataset, record.rowsVersion)));
  if (!total) return configuration;
  const names = await readColumns(tree, dataset, record.rowsVersion);
  const { itemFeatures, userLists } = proposedColumns(decodeProfile(total.parts), names, { user, item });
  return {
    ...configuration,
    ...(open.itemFeatures && itemFeatures.length > 0 && { itemFeatures: [...itemFeatures] }),
    ...(open.userLists && userLists && { userLists }),
  };
}
