import type { DatasetListView, DatasetView } from '@segue/core/contract/api/datasets';
import { paths } from '@segue/core/contract/stored/paths';
import type { Tree } from '../ports.js';
import { readableDataset, standingOf, type Account } from '../records/access.js';
import type { Viewer } from '../records/dataset-records.js';
import { describeDataset, listPage } from './describe.js';

/**
 * Everything the API says about a data set.
 * @throws dataset-not-found, also for another account's private data set
 */
export async function describeReadable(tree: Tree, id: string, viewer: Viewer | Account): Promise<DatasetView> {
  const account = typeof viewer === 'string' ? { uid: viewer } : viewer;
  const record = await readableDataset(tree, id, account?.uid ?? null);
  return await describeDataset(tree, id, record, await standingOf(tree, id, record, account));
}

/** A page of the public data sets and those that the viewer owns or is a member of. */
export async function listDatasets(
  tree: Tree,
  viewer: Viewer,
  page: { after?: string | undefined; count: number },
): Promise<DatasetListView> {
  const { entries: visible } = await tree.readEach(paths.publicLists());
  const own = viewer === null ? null : await tree.readEach(paths.userLists(viewer));
  return listPage(new Map([...visible, ...(own?.entries ?? [])]), page);
}
