import type { OpenColumns } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { cellText } from '@segue/core/tables/cells';
import { isListColumn } from '@segue/core/tables/columns/list-cells';
import { columnFacts } from '@segue/core/tables/profile/column-facts';
import { decodeProfile, finishProfile } from '@segue/core/tables/profile/profile';
import { proposeFeatureColumns } from '@segue/core/versions/feature-columns';
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
  const summary = decodeProfile(total.parts);
  const { columns } = proposeFeatureColumns(columnFacts(summary, names), { user, item });
  const ofUser = finishProfile(summary, names).find(({ name }) => name === user);
  const hasLists = isListColumn((ofUser?.topValues ?? []).map(({ value }) => cellText(value)));
  return {
    ...configuration,
    ...(open.itemFeatures && columns.length > 0 && { itemFeatures: columns }),
    ...(open.userLists && hasLists && { userLists: true }),
  };
}
