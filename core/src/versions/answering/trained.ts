import type { HistoryEntry } from '../../contract/stored/history.js';
import type { Provenance } from '../../contract/stored/version.js';

/** What a version was trained on, as far as a cause depends on it. */
export type Trained = Pick<
  Provenance,
  'rowsVersion' | 'basis' | 'data' | 'configuration' | 'codeVersion' | 'counted' | 'startedAt'
>;

/** History entries of a data set by key, in key order. */
export type Notes = ReadonlyMap<string, HistoryEntry>;
