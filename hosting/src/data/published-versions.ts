import type { ModelMetrics } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeModel, withTitles, type PublishedModel } from '@segue/core/contract/published-model';
import type { Slices } from '@segue/core/contract/slices';
import type { Provenance, VersionRecord } from '@segue/core/contract/stored/version';
import { indexLeftOut, type LeftOut } from '@segue/core/versions/answering/left-out';
import { indexNames, type Names } from '@segue/core/versions/answering/names';
import { readOnce } from './database.js';

/** A version with everything needed to answer. */
export interface LoadedVersion {
  version: string;
  model: PublishedModel;
  names: Names;
  provenance: Provenance;
  metrics: ModelMetrics | null;
  /** The items that it leaves out; `null` if there are none. Reads them from the database when first called. */
  leftOut: () => Promise<LeftOut | null>;
}

/** Versions are immutable; the last few are cached, so that going back to one costs nothing. */
const cache = new Map<string, Promise<LoadedVersion | null>>();
const cacheSize = 4;

/** Loads a version once; `null` where it is no longer kept. */
export function loadVersion(key: string, version: string): Promise<LoadedVersion | null> {
  const place = paths.version(key, version);
  const { path } = place;
  const known = cache.get(path);
  if (known) return known;
  const loading = readTitled(key, version);
  cache.set(path, loading);
  loading.catch(() => cache.delete(path));
  for (const old of cache.keys()) {
    if (cache.size > cacheSize) cache.delete(old);
  }
  return loading;
}

async function readTitled(key: string, version: string): Promise<LoadedVersion | null> {
  const record = await readOnce(paths.version(key, version));
  if (!record) return null;
  // Refused where not all readers of the model may see them: then items have their names only.
  const { provenance } = record;
  const place = provenance.configuration.titles ? paths.itemTitles(key, version) : null;
  const titles = place && (await readOnce(place.titles).catch(() => null));
  const readLeftOut = async () => {
    const stored = await readOnce(paths.leftOut(key, version));
    const theirTitles = stored && place && (await readOnce(place.leftOut).catch(() => null));
    return stored && indexLeftOut(stored, provenance, theirTitles ?? null);
  };
  return { ...toLoaded(version, record, titles ?? null), leftOut: keepLoaded(readLeftOut) };
}

/** Loads on the first call, and again after a failure. */
function keepLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    loading.catch(() => (loading = undefined));
    return loading;
  };
}

function toLoaded(version: string, record: VersionRecord, titles: Slices | null): Omit<LoadedVersion, 'leftOut'> {
  const untitled = decodeModel(record);
  const model = titles ? withTitles(untitled, titles) : untitled;
  return {
    version,
    model,
    names: indexNames(model, record.provenance.configuration.merges),
    provenance: record.provenance,
    metrics: record.metrics,
  };
}
