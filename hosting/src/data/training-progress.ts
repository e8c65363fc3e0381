import type { TrainingProgress } from '@segue/core/contract/stored/model';

/** Milliseconds without a report after which a worker counts as dead. */
const silence = 10 * 60_000;

/**
 * Whether a training is running: not ended, and reported recently; a dead worker reports nothing. Times are in
 * milliseconds since 1970.
 */
export function isUnderWay({ phase, updatedAt }: TrainingProgress, now = Date.now()): boolean {
  const ended = phase === 'ready' || phase === 'failed' || phase === 'cancelled';
  return !ended && now - updatedAt < silence;
}
