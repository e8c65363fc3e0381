import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { StoppedTraining } from '@segue/core/contract/stored/work';
import type { Context } from '../ports.js';

/** Notes that a training was cancelled. */
export async function stop({ tree }: Context, key: string, stopped: StoppedTraining): Promise<void> {
  await tree.write(set(paths.training(key).stopped, stopped));
}

/** The training that was cancelled last; `null` for none. */
export async function readStopped({ tree }: Context, key: string): Promise<StoppedTraining | null> {
  return await tree.read(paths.training(key).stopped);
}

/**
 * Whether a version is the one whose training was cancelled. No longer once the model has come to something else under a
 * higher fence: whoever then comes back to the old data or configuration wants its version.
 */
export function isStopped(
  stopped: StoppedTraining | null,
  version: string,
  { current }: Pick<ModelRecord, 'current'>,
): boolean {
  return stopped !== null && stopped.version === version && current.fence <= stopped.fence;
}

/** Part of a request to train: the caller asks for it although it was cancelled. */
export function resumeUpdates(key: string): Updates {
  return remove(paths.training(key).stopped);
}
