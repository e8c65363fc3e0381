import type { Context } from '../ports.js';
import type { Claim } from '../records/lease.js';
import type { Total } from '../counting/totals.js';
import type { LoadedTraining } from './load-training.js';
import { isOpened } from './cause.js';
import { raiseFence, type Contained } from './publish.js';
import { isStopped } from '../records/stopped-training.js';
import type { TrainingReporter } from './training-reporter.js';
import { explainMissingTotal, tooLarge } from './untrainable.js';
import { digestOf, versionDigest } from './version-digest.js';

/**
 * What a round does: `train`, or why not. `overtaken`: a newer worker has taken over. `too-large`, `uncounted`: this
 * machine has nothing it could train on. `current`: training would give the version in use, or that version is pinned.
 * `stopped`: this very training was cancelled.
 */
export type TrainingDecision =
  | { step: 'train'; total: Total; version: string }
  | { step: 'overtaken' | 'too-large' | 'uncounted' | 'current' | 'stopped' };

/** Decides from the loaded data alone. */
export function decideTraining(
  { model, dataset, total, isTooLarge, stopped }: LoadedTraining,
  fence: number,
  { takeOver = false }: Claim,
): TrainingDecision {
  const { current } = model;
  if (current.fence > fence) return { step: 'overtaken' };
  if (isTooLarge) return { step: 'too-large' };
  // Part of a file is never published: its lists would miss what is not counted yet.
  if (!total || total.partial) return { step: 'uncounted' };
  const version = versionDigest(total, model);
  if (current.pinned) return { step: 'current' };
  // safeguard: same-is-trained-once
  if (digestOf(current.version) === version && !isOpened(model, dataset)) return { step: 'current' };
  return !takeOver && isStopped(stopped, version, model) ? { step: 'stopped' } : { step: 'train', total, version };
}

/** Which rows the version in use contains, if it is the one that they give; a pinned one need not be. */
function containedIn({ model, dataset: { rowsVersion }, basis, total }: LoadedTraining): Contained | null {
  const { version } = model.current;
  if (!total || version === undefined || digestOf(version) !== versionDigest(total, model)) return null;
  return { version, contains: { rowsVersion, basis, ...(total.counted && { counted: total.counted }) } };
}

/** Why nothing is trained. */
type IdleStep = Exclude<TrainingDecision['step'], 'train'>;

/** Reports why nothing is trained, and raises the fence if the round has seen the newest data. */
export async function settleWithoutTraining(
  context: Context,
  loaded: LoadedTraining,
  { step, fence, reporter }: { step: IdleStep; fence: number; reporter: TrainingReporter },
): Promise<void> {
  const { key, model, dataset } = loaded;
  switch (step) {
    case 'overtaken':
      return;
    case 'too-large':
      // The fence stays as it is: a larger machine may be at work on this model.
      if (!model.current.pinned) await reporter.fail(tooLarge(model));
      return;
    case 'uncounted':
      if (await explainMissingTotal(context, reporter, model, dataset.rowsVersion)) {
        await raiseFence(context, key, fence, model.revision);
      }
      return;
    case 'current':
      // safeguard: fence-is-raised-without-a-flip
      await raiseFence(context, key, fence, model.revision, containedIn(loaded));
      await reporter.rest(model.current.version === undefined ? 'cancelled' : 'ready');
      return;
    case 'stopped':
      await reporter.rest('cancelled');
  }
}
