/**
 * `npm run chaos -- --schedules N --seed S`: the retraining protocol through N seeded schedules of each kind; with
 * `--case NAME`, through those of one small case alone. A failure prints the command that finds it again.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { exitWith, Failure } from '@segue/cli/failure';
import { inRoot } from '@segue/suite/launcher/root';

try {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      case: { type: 'string' },
    },
  });
  const { schedules, seed, case: name } = values;
  for (const [option, value] of Object.entries({ schedules, seed })) {
    if (!/^\d{1,9}$/.test(value)) throw new Failure(`--${option} is "${value}": give a whole number.`);
  }
  console.log(
    name === undefined
      ? `${schedules} random schedules from seed ${seed}, and a share of those of small cases`
      : `A share of the schedules of the small case "${name}", from seed ${seed}`,
  );
  // Without the tests that take each safeguard out.
  const tests = name === undefined ? 'retraining ends' : 'retraining ends .* after';
  const asked = [inRoot('node_modules/jest/bin/jest.js'), 'test/chaos', '--verbose=false', '-t', tests];
  const { status } = spawnSync(process.execPath, asked, {
    cwd: inRoot(),
    stdio: 'inherit',
    env: { ...process.env, RUNS: schedules, SEED: seed, ...(name === undefined ? {} : { CASE: name }) },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  exitWith(error);
}
