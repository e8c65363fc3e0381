import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { StoppedTraining } from '@segue/core/contract/stored/work';
import type { Context } from '../ports.js';

/** Records that a training was cancelled. */
export async function stop({ tree }: Context, key: string, stopped: StoppedTraining): Promise<void> {
  await tree.write(set(paths.training(key).stopped, stopped));
}

/** The training cancelled last; `null` for none. */
export async function readStopped({ tree }: Context, key: string): Promise<StoppedTraining | null> {
  return await tree.read(paths.training(key).stopped);
}

/**
 * Whether a version is the one whose training was cancelled. No longer true once the model has moved on under a higher
 * fence: a user who then returns to the old data or configuration expects its version.
 */
export function isStopped(
  stopped: StoppedTraining | null,
  version: string,
  { current }: Pick<ModelRecord, 'current'>,
): boolean {
  return stopped !== null && stopped.version === version && current.fence <= stopped.fence;
}

/** Part of an explicit request to train: forgets that the training was cancelled. */
export function resumeUpdates(key: string): Updates {
  return remove(paths.training(key).stopped);
}
