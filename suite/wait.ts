import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@segue/cli/failure';

/**
 * Polls until there is a result.
 *
 * @param what what to wait for, for the error message: "the profile"
 * @param probe returns the result, or `undefined` while there is none
 * @param seconds how long to wait
 * @throws Failure on timeout
 */
export async function waitFor<Answer>(
  what: string,
  probe: () => Promise<Answer | undefined>,
  seconds: number,
  everyMs = 200,
): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Failure(`Timed out after ${seconds} s waiting for ${what}.`);
    await sleep(everyMs);
  }
}
