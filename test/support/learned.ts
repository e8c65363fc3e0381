import type { VersionRecord } from '@segue/core/contract/stored/version';

/**
 * What a version learned, without when and for what it was made, and without the standard model's figures, which are kept
 * with the choice and name the data that they are of.
 */
export function learnedOf({ provenance: _, metrics, ...rest }: VersionRecord): object {
  if (!metrics) return rest;
  const { standard: _figures, standardOn: _on, ...baselines } = metrics.baselines;
  return { ...rest, metrics: { ...metrics, baselines } };
}
