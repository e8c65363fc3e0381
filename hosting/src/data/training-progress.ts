import type { TrainingProgress } from '@segue/core/contract/stored/model';

/** Milliseconds without a word after which a worker counts as dead. */
const silence = 10 * 60_000;

/** Whether a training has not ended and reported lately; a worker that died reports nothing. Milliseconds since 1970. */
export function isUnderWay({ phase, updatedAt }: TrainingProgress, now = Date.now()): boolean {
  const ended = phase === 'ready' || phase === 'failed' || phase === 'cancelled';
  return !ended && now - updatedAt < silence;
}
