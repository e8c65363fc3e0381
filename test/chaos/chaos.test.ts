import { afterAll, describe, expect, it } from '@jest/globals';
import { killPrograms, runProgram } from '../cli/programs.js';
import { safeguardList, type SafeguardName } from './safeguards.js';
import { smallCases } from './search.js';
import { describeFailure } from './shorten.js';
import { exploreWithout } from './without.js';

const schedules = Number(process.env['RUNS'] ?? 30);
const seed = Number(process.env['SEED'] ?? 1);
/** Milliseconds; the longest delay of a timer is 2^31 - 1. */
const patience = Math.min(240_000 + 20_000 * schedules, 2 ** 31 - 1);

afterAll(killPrograms);

describe('retraining', () => {
  it(
    `ends where a clean training ends, in ${schedules} schedules from seed ${seed} and those of small cases`,
    async () => {
      const { code, stdout, stderr } = await runProgram(['chaos', '--schedules', `${schedules}`, '--seed', `${seed}`])
        .ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`passed: ${schedules} random schedules from seed ${seed}`);
      for (const name of Object.keys(smallCases)) expect(stdout).toContain(`schedules of the small case "${name}"`);
    },
    patience,
  );
});

/** Its failing schedule is shortened; to find out that the others fail, one schedule of each is enough. */
const shortenedOne: SafeguardName = 'flip-refused-under-lower-fence';

/** Run two at a time, started together: each is a separate process. */
const explorations = new Map<SafeguardName, ReturnType<typeof exploreWithout>>();

function explored(name: SafeguardName): ReturnType<typeof exploreWithout> {
  const at = safeguardList.findIndex((safeguard) => safeguard.name === name);
  for (const next of safeguardList.slice(0, at + 2)) {
    if (explorations.has(next.name)) continue;
    const found = exploreWithout(next.name, {
      schedules: 120,
      once: 1,
      twice: 0,
      shortened: next.name === shortenedOne,
    });
    found.catch(() => undefined);
    explorations.set(next.name, found);
  }
  return explorations.get(name)!;
}

describe('the harness finds a failure where it is not so that', () => {
  it.each(safeguardList)('$promise ($name)', async ({ name, fails }) => {
    const { tried, failure } = await explored(name);
    const error = expect.stringMatching(`^${fails}`);
    expect({ tried, failure }).toEqual({ tried, failure: expect.objectContaining({ error }) });
  });

  it('says how a failing schedule is shortened', async () => {
    const { failure } = await explored(shortenedOne);
    expect(failure!.actions.length).toBeLessThanOrEqual(2);
    expect(failure!.decisions.length).toBeLessThanOrEqual(3);
    expect(describeFailure(failure!)).toMatch(/^The fence of .* has not risen[^]*then \d+ recount \d+: /);
  });
});
