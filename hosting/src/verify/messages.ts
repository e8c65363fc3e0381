import type { RowsView } from '@segue/core/contract/api/rows';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { VersionDigests } from '@segue/core/contract/api/models';
import type { RecomputeStep } from '@segue/core/versions/recompute';

/** What the page sends to the worker: the configuration once, then the rows for each `RowsRequested`. */
export type ToWorker = { configuration: ModelConfiguration } | { rows: RowsView };

/** The worker needs rows. The page reads them, so that the worker carries neither the API client nor its schemas. */
export interface RowsRequested {
  start: number;
  count: number;
}

/** What the worker sends to the page: progress and requests for rows, then one of the last two. */
export type FromWorker =
  { step: RecomputeStep } | { needs: RowsRequested } | { recomputed: VersionDigests } | { failure: string };
