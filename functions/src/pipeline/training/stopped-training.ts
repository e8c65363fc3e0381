import type { ModelRecord } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import type { Context, Updates } from '../ports.js';

/**
 * `/training/{model}/stopped`: the training that was cancelled, by the digest of the version it would have given. A
 * request that came while it ran, or a sweep, does not begin the very same again.
 */
interface Stopped {
  version: string;
  fence: number;
}

/** Notes that a training was cancelled. */
export async function stop({ tree }: Context, key: string, stopped: Stopped): Promise<void> {
  await tree.write({ [stoppedPath(key)]: stopped });
}

/** The training that was cancelled last; `null` for none. */
export async function readStopped({ tree }: Context, key: string): Promise<Stopped | null> {
  return (await tree.read(stoppedPath(key))) as Stopped | null;
}

/**
 * Whether a version is the one whose training was cancelled. No longer once the model has come to something else under a
 * higher fence: whoever then comes back to the old data or configuration wants its version.
 */
export function isStopped(
  stopped: Stopped | null,
  version: string,
  { current }: Pick<ModelRecord, 'current'>,
): boolean {
  return stopped !== null && stopped.version === version && current.fence <= stopped.fence;
}

/** Part of a request to train: whoever asks wants it, though it was cancelled. */
export function resumeUpdates(key: string): Updates {
  return { [stoppedPath(key)]: null };
}

function stoppedPath(key: string): string {
  return `${paths.training(key)}/stopped`;
}
