import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { describeCause } from '@segue/core/versions/answering/changes';
import type { VersionSwitch } from '../../data/shown-version.js';

/**
 * Why a version replaced another, from the changes recorded between the starts of their trainings: what was written
 * while the old one trained is only in the new one. Without such changes, or when an older version was restored, the
 * cause that the version itself records.
 */
export function causeOf({ from, to }: VersionSwitch, history: readonly HistoryEntry[]): string {
  const [before, after] = [from.provenance, to.provenance];
  if (after.startedAt <= before.startedAt) return after.cause;
  const newOptions = after.revision !== before.revision;
  return describeCause(history, { since: before.startedAt, until: after.startedAt, newOptions }) ?? after.cause;
}
