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
  console.log(`${schedules} schedules of each kind from seed ${seed}`);
  const { status } = spawnSync(process.execPath, [inRoot('node_modules/jest/bin/jest.js'), 'test/chaos'], {
    cwd: inRoot(),
    stdio: 'inherit',
    env: { ...process.env, RUNS: schedules, SEED: seed },
  });
  process.exitCode = status ?? 1;
} catch (error) {
  exitWith(error);
}
