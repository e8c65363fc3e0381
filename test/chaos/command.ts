/**
 * `npm run chaos -- --schedules N --seed S`: runs the retraining protocol through N seeded schedules of random actions, and
 * through a share of those of each small case; with `--case NAME`, through those of one small case only. Prints a line
 * for each part; a failure prints the command that reproduces it.
 */
import { exitWith, Failure } from '@segue/cli/failure';
import { initialTree } from './cases.js';
import type { Failure as ChaosFailure } from './failure.js';
import { chaosOptions } from './options.js';
import { searchCase, smallCases, tryRandom } from './search.js';
import { describeFailure } from './shorten.js';

/** @param again the options that reproduce the failure */
function expectNone(failure: ChaosFailure | undefined, again: string): void {
  if (!failure) return;
  throw new Failure(`Retraining failed (npm run chaos -- ${again}): ${describeFailure(failure)}`);
}

try {
  const { schedules, seed, case: only } = chaosOptions(process.argv.slice(2));
  const initial = await initialTree();
  if (only === undefined) {
    for (let at = 0; at < schedules; at++) {
      expectNone(await tryRandom(initial, seed + at), `--schedules 1 --seed ${seed + at}`);
    }
    console.log(`passed: ${schedules} random schedules from seed ${seed}`);
  }
  // The share of a small case's schedules that are turned aside once: all of them from 500 schedules on.
  const reach = { once: Math.min(1, schedules / 500), twice: Math.min(1, schedules / 20_000_000), seed };
  for (const [name, actions] of Object.entries(smallCases)) {
    if (only !== undefined && name !== only) continue;
    const { tried, failure } = await searchCase(initial, actions, reach);
    expectNone(failure, `--case "${name}" --schedules ${schedules} --seed ${seed}`);
    console.log(`passed: ${tried} schedules of the small case "${name}" from seed ${seed}`);
  }
} catch (error) {
  exitWith(error);
}
