import { requestTo } from '@segue/core/contract/api/client';
import { getModel, trainModel } from '@segue/core/contract/api/models';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import { isForMembers, type ModelRecord } from '@segue/core/contract/stored/model';
import type { Provenance } from '@segue/core/contract/stored/version';
import { decodeModel, withTitles, type PublishedModel } from '@segue/core/contract/published-model';
import { indexLeftOut, type LeftOut } from '@segue/core/versions/answering/left-out';
import { indexNames, type Names } from '@segue/core/versions/answering/names';
import { reasonBasis, type ReasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import { isMember, mayNameFrom, mayRead } from '../records/access.js';
import { findDataset, type Viewer } from '../records/dataset-records.js';
import { readableModel, type KeyedModel } from '../records/model-records.js';
import type { Tree } from '../ports.js';

/** A version as answering reads it. */
interface ReadVersion {
  published: PublishedModel;
  names: Names;
  basis: ReasonBasis;
}

/** A version in the cache, with titles or without. */
interface Cached extends ReadVersion {
  /** What it leaves out, once that was read; `null` for nothing. */
  leftOut?: LeftOut | null;
}

/** The current version of a model, ready to answer, with the titles of its items if the readers of the model may see them. */
export interface LoadedModel extends ReadVersion {
  id: string;
  version: string;
  number: number;
  /** The items that the version leaves out; `null` if there are none. Reads them from the database when first called. */
  leftOut: () => Promise<LeftOut | null>;
}

interface CachedVersion extends Cached {
  provenance: Provenance;
  /** The data set that its titles come from; `null` for none. */
  titlesFrom: string | null;
  /** Whether they were read while that was private. */
  isTitlesPrivate: boolean;
  /** With its titles, once they were read; `null` if it has none. */
  titled?: Cached | null;
}

const mostCached = 4;
/** Versions are immutable and their ids are never reused, so a cached version never goes stale. */
const cache = new Map<string, CachedVersion>();

/**
 * Loads the current version of a model that the viewer may read.
 * @throws model-not-found; not-trained if there is no version yet
 */
export async function loadModel(tree: Tree, id: string, viewer: Viewer): Promise<LoadedModel> {
  const found = await readableModel(tree, id, viewer);
  const { version, number } = found.model.current;
  if (version === undefined || !(await mayReadVersion(tree, found.model, viewer))) {
    throw new SegueError(
      'not-trained',
      `The model ${id} has no version yet. ${requestTo(getModel, { id })} shows its progress.`,
    );
  }
  const { key } = found;
  const read = await readVersion(tree, found, version);
  const titled = (await mayShowTitles(tree, found.model, viewer, read))
    ? await readTitled(tree, { key, version }, read)
    : null;
  const shown: Cached = titled ?? read;
  const leftOut = () => readLeftOut(tree, { key, version }, shown, read.provenance);
  return { id, version, number, published: shown.published, names: shown.names, basis: read.basis, leftOut };
}

/** Whether the version in use is for this viewer: one made while the data set was private is for its members only. */
async function mayReadVersion(tree: Tree, { dataset: id, current }: ModelRecord, viewer: Viewer): Promise<boolean> {
  // safeguard: answers-are-closed-like-versions, without: return true;
  if (!isForMembers(current)) return true;
  const dataset = await findDataset(tree, id);
  return dataset !== null && (await isMember(tree, id, dataset, viewer));
}

/** Asked for each answer: the data set of the titles may have become private, or be gone, since they were read. */
async function mayShowTitles(
  tree: Tree,
  model: ModelRecord,
  viewer: Viewer,
  { titlesFrom, isTitlesPrivate }: CachedVersion,
): Promise<boolean> {
  if (titlesFrom === null) return false;
  const [dataset, source] = await Promise.all([findDataset(tree, model.dataset), findDataset(tree, titlesFrom)]);
  if (dataset === null || source === null || !mayNameFrom(dataset, source)) return false;
  // safeguard: titles-are-answered-to-their-readers, without: return true;
  return await (isTitlesPrivate ? isMember : mayRead)(tree, titlesFrom, source, viewer);
}

/** @throws conflict if the version is gone, or comes from another data set, from when a model could change to another. */
async function readVersion(tree: Tree, { key, model }: KeyedModel, version: string): Promise<CachedVersion> {
  const place = paths.version(key, version);
  const cached = cache.get(place.path);
  if (cached) return cached;
  const record = await tree.read(place);
  if (!record) throw new SegueError('conflict', `Version ${version} has just been replaced. Try again.`);
  if (record.provenance.dataset !== model.dataset) throw ofAnother(model, version);
  const published = decodeModel(record);
  const { provenance } = record;
  const { dataset, configuration } = provenance;
  const titlesFrom = configuration.titles ? (configuration.titles.dataset ?? dataset) : null;
  const isTitlesPrivate = titlesFrom !== null && (await tree.read(paths.itemTitles(key, version).private)) === true;
  const basis = reasonBasis(published, provenance);
  const names = indexNames(published, configuration.merges);
  const read = { published, names, basis, titlesFrom, isTitlesPrivate, provenance };
  cache.set(place.path, read);
  for (const oldest of cache.keys()) if (cache.size > mostCached) cache.delete(oldest);
  return read;
}

function ofAnother({ id, dataset }: ModelRecord, version: string): SegueError {
  return new SegueError(
    'conflict',
    `Version ${version} of ${id} was made from another data set than ${dataset}. ` +
      `Train the model again: ${requestTo(trainModel, { id })}.`,
  );
}

async function readTitled(
  tree: Tree,
  { key, version }: { key: string; version: string },
  read: CachedVersion,
): Promise<Cached | null> {
  if (read.titled !== undefined) return read.titled;
  const titles = await tree.read(paths.itemTitles(key, version).titles);
  const published = titles && withTitles(read.published, titles);
  const { basis, provenance } = read;
  read.titled = published && { published, names: indexNames(published, provenance.configuration.merges), basis };
  return read.titled;
}

async function readLeftOut(
  tree: Tree,
  { key, version }: { key: string; version: string },
  shown: Cached,
  provenance: Provenance,
): Promise<LeftOut | null> {
  if (shown.leftOut !== undefined) return shown.leftOut;
  const [stored, titles] = await Promise.all([
    tree.read(paths.leftOut(key, version)),
    shown.published.titles ? tree.read(paths.itemTitles(key, version).leftOut) : null,
  ]);
  shown.leftOut = stored && indexLeftOut(stored, provenance, titles ?? null);
  return shown.leftOut;
}
