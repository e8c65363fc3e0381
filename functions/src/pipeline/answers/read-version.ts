import type { versionView } from '@segue/core/contract/api/models';
import { SegueError } from '@segue/core/contract/errors';
import { fromSlices, parseNames } from '@segue/core/contract/slices';
import { paths } from '@segue/core/contract/stored/paths';
import type { output } from 'zod/v4/core';
import { isMember } from '../records/access.js';
import { findDataset, type Viewer } from '../records/dataset-records.js';
import { readableModel } from '../records/model-records.js';
import type { Tree } from '../ports.js';

/**
 * A kept version of a model that the viewer may read.
 * @throws model-not-found; version-not-found, also for one that was made while the data set was private, if the viewer is no member
 */
export async function readVersion(
  tree: Tree,
  id: string,
  version: string,
  viewer: Viewer,
): Promise<output<typeof versionView>> {
  const { key, model } = await readableModel(tree, id, viewer);
  const kept = model.current.kept?.find((one) => one.version === version);
  const [record, dataset] = await Promise.all([
    kept ? tree.read(paths.version(key, version)) : null,
    findDataset(tree, model.dataset),
  ]);
  const isClosed = record?.private === true && !(dataset && (await isMember(tree, model.dataset, dataset, viewer)));
  // safeguard: kept-versions-are-closed-too, without: if (!record) throw new Error(`${id} ${isClosed}`);
  if (!record || isClosed || record.provenance.dataset !== model.dataset) {
    throw new SegueError('version-not-found', `The model ${id} has no version ${version}.`);
  }
  const { noComponents, metrics, provenance } = record;
  return {
    version,
    noComponents,
    users: parseNames(record.users, 'users'),
    items: parseNames(record.items, 'items'),
    userEmbeddings: fromSlices(record.userEmbeddings),
    userBiases: fromSlices(record.userBiases),
    itemEmbeddings: fromSlices(record.itemEmbeddings),
    itemBiases: fromSlices(record.itemBiases),
    metrics,
    configuration: provenance.configuration,
    digests: { data: provenance.data, embeddings: provenance.embeddings },
  };
}
