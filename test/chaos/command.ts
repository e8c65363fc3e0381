/**
 * `npm run chaos -- --schedules N --seed S`: runs the retraining protocol through N seeded schedules of each kind; with
 * `--case NAME`, through those of one small case only. A failure prints the command that reproduces it.
 */
import { spawnSync } from 'node:child_process';
import { exitWith } from '@segue/cli/failure';
import { inRoot } from '@segue/suite/launcher/root';
import { chaosOptions } from './options.js';

try {
  const { schedules, seed, case: name } = chaosOptions(process.argv.slice(2));
  console.log(
    name === undefined
      ? `${schedules} random schedules from seed ${seed}, and a share of those of small cases`
      : `A share of the schedules of the small case "${name}", from seed ${seed}`,
  );
  // Leaves out the tests that remove each safeguard.
  const tests = name === undefined ? 'retraining ends' : 'retraining ends .* after';
  const asked = [inRoot('node_modules/jest/bin/jest.js'), 'test/chaos/chaos.test.ts', '--verbose=false', '-t', tests];
  const { status } = spawnSync(process.execPath, asked, {
    cwd: inRoot(),
    stdio: 'inherit',
    env: {
      ...process.env,
      RUNS: String(schedules),
      SEED: String(seed),
      ...(name === undefined ? {} : { CASE: name }),
    },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  exitWith(error);
}
