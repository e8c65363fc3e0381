import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { VersionDigests } from '@segue/core/contract/model';
import type { RecomputeStep } from '@segue/core/versions/recompute';

/** What the worker is asked. */
export interface Commission {
  configuration: ModelConfiguration;
  /** The headers that say who asks for the rows. */
  headers: Record<string, string>;
}

/** What the worker answers: steps, then one of the others. */
export type Report = { step: RecomputeStep } | { recomputed: VersionDigests } | { failure: string };
