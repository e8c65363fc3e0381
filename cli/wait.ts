import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.js';

/**
 * Asks again and again until there is an answer.
 *
 * @param what for the error: what did not come
 * @param probe gives the answer, or `undefined` as long as there is none
 * @param seconds how long to go on
 * @throws Failure when the time is up
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
    if (performance.now() > end) throw new Failure(`${what} did not come within ${seconds} s.`);
    await sleep(everyMs);
  }
}
