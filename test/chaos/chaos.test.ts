import { beforeAll, describe, expect, it } from '@jest/globals';
import { initialTree } from './cases.js';
import type { Action } from './chaos-project.js';
import { safeguardList, type SafeguardName } from './safeguards.js';
import { describeFailure } from './shorten.js';
import type { Failure } from './failure.js';
import { searchCase, smallCases, tryRandom } from './search.js';
import { exploreWithout } from './without.js';

const schedules = Number(process.env['RUNS'] ?? 60);
const firstSeed = Number(process.env['SEED'] ?? 1);
/** The share of small-case schedules that are turned aside once: all of them from 500 schedules on. */
const once = Math.min(1, schedules / 500);
const twice = Math.min(1, schedules / 20_000_000);
/** Milliseconds; the longest delay of a timer is 2^31 - 1. */
const patience = Math.min(60_000 + 500 * schedules, 2 ** 31 - 1);

let initial: unknown;
beforeAll(async () => {
  initial = await initialTree();
});

/** @param again the options of `npm run chaos` that reproduce the failure */
function expectNone(failure: Failure | undefined, again: string): void {
  if (!failure) return;
  throw new Error(`Retraining failed (npm run chaos -- ${again}): ${describeFailure(failure)}`);
}

/** All small cases, or the requested one. */
function chosenCases(): [string, Action[]][] {
  const name = process.env['CASE'];
  if (name === undefined) return Object.entries(smallCases);
  const actions = (smallCases as Record<string, Action[]>)[name];
  if (!actions) throw new Error(`There is no small case "${name}", but: ${Object.keys(smallCases).join('; ')}`);
  return [[name, actions]];
}

describe('retraining', () => {
  it(
    `ends where a clean training ends, in ${schedules} schedules from seed ${firstSeed}`,
    async () => {
      for (let at = 0; at < schedules; at++) {
        const seed = firstSeed + at;
        expectNone(await tryRandom(initial, seed), `--schedules 1 --seed ${seed}`);
      }
    },
    patience,
  );

  it.each(chosenCases())(
    'ends where a clean training ends after %s, turned aside once or twice',
    async (name, actions) => {
      const { failure } = await searchCase(initial, actions, { once, twice, seed: firstSeed });
      expectNone(failure, `--case "${name}" --schedules ${schedules} --seed ${firstSeed}`);
    },
    patience,
  );
});

/** Run two at a time, started together: each is a separate process. */
const explorations = new Map<SafeguardName, ReturnType<typeof exploreWithout>>();

function explored(name: SafeguardName): ReturnType<typeof exploreWithout> {
  const at = safeguardList.findIndex((safeguard) => safeguard.name === name);
  for (const next of safeguardList.slice(0, at + 2)) {
    if (explorations.has(next.name)) continue;
    const found = exploreWithout(next.name, { schedules: 120, once: 1, twice: 0 });
    found.catch(() => undefined);
    explorations.set(next.name, found);
  }
  return explorations.get(name)!;
}

describe('the harness finds a failure where it is not so that', () => {
  it.each(safeguardList)(
    '$promise ($name)',
    async ({ name }) => {
      const { tried, failure } = await explored(name);
      expect({ tried, failure }).toEqual({ tried, failure: expect.objectContaining({ error: expect.any(String) }) });
    },
    240_000,
  );

  it('says how a failing schedule is shortened', async () => {
    const { failure } = await explored('flip-refused-under-lower-fence');
    expect(failure!.actions.length).toBeLessThanOrEqual(2);
    expect(failure!.decisions.length).toBeLessThanOrEqual(3);
    expect(describeFailure(failure!)).toMatch(/^The fence of .* has not risen[^]*then \d+ recount \d+: /);
  }, 240_000);
});
