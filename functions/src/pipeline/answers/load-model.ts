import { requestTo } from '@segue/core/contract/api/client';
import { getModel } from '@segue/core/contract/api/models';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeModel, type PublishedModel } from '@segue/core/contract/published-model';
import { indexNames, type Names } from '@segue/core/versions/answering/names';
import { reasonBasis, type ReasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import type { Viewer } from '../records/dataset-records.js';
import { readableModel } from '../records/model-records.js';
import type { Tree } from '../ports.js';

/** A version as answering reads it. */
interface ReadVersion {
  published: PublishedModel;
  names: Names;
  basis: ReasonBasis;
}

/** The current version of a model, ready to answer. */
export interface LoadedModel extends ReadVersion {
  id: string;
  version: string;
  number: number;
}

const mostCached = 4;
/** Versions are immutable and their ids are never reused, so a cached version never goes stale. */
const cache = new Map<string, ReadVersion>();

/**
 * Loads the current version of a model that the viewer may read.
 * @throws model-not-found; not-trained if there is no version yet
 */
export async function loadModel(tree: Tree, id: string, viewer: Viewer): Promise<LoadedModel> {
  const { key, model } = await readableModel(tree, id, viewer);
  const { version, number } = model.current;
  if (version === undefined) {
    throw new SegueError(
      'not-trained',
      `The model ${id} has no version yet. ${requestTo(getModel, { id })} shows its progress.`,
    );
  }
  return { id, version, number, ...(await readVersion(tree, key, version)) };
}

async function readVersion(tree: Tree, key: string, version: string): Promise<ReadVersion> {
  const place = paths.version(key, version);
  const cached = cache.get(place.path);
  if (cached) return cached;
  const record = await tree.read(place);
  if (!record) throw new SegueError('conflict', `Version ${version} has just been replaced. Try again.`);
  const published = decodeModel(record);
  const read = { published, names: indexNames(published), basis: reasonBasis(published, record.provenance) };
  cache.set(place.path, read);
  for (const oldest of cache.keys()) if (cache.size > mostCached) cache.delete(oldest);
  return read;
}
