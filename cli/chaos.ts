/** `npm run chaos -- --schedules N --seed S`: the retraining protocol through N seeded schedules of each kind. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { exitWith, Failure } from './failure.js';
import { inRoot } from './suite/root.js';

try {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,9}$/.test(value)) throw new Failure(`--${name} is "${value}": give a whole number.`);
  }
  const { schedules, seed } = values;
  console.log(`${schedules} random schedules from seed ${seed}, and a share of those of small cases`);
  // Without the tests that take each safeguard out.
  const asked = [inRoot('node_modules/jest/bin/jest.js'), 'test/chaos', '-t', 'retraining ends'];
  const { status } = spawnSync(process.execPath, asked, {
    cwd: inRoot(),
    stdio: 'inherit',
    env: { ...process.env, RUNS: schedules, SEED: seed },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  exitWith(error);
}
