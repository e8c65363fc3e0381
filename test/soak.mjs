/**
 * `npm run soak`: the suite with the newest firebase-tools; then the emulator's fuzzers with 100,000 inputs each and ten
 * thousand sockets, a tree of 1 GB, ten thousand schedules of retraining, twenty thousand steps that look for ways to private data, and rounds of it in the real suite; methods on
 * Last.fm, columns of the largest tables. Half an hour.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from 'jest';

const newest = spawnSync(process.execPath, [join(import.meta.dirname, 'newest.mjs')], { stdio: 'inherit' });
if (newest.status !== 0) process.exitCode = 1;

Object.assign(process.env, { EMULATOR_SOAK: '1', RUNS: '10000', ROUNDS: '5' });
const long = [
  'test/emulator/fuzz',
  'test/contracts/faults',
  'test/contracts/large-bodies',
  'test/chaos',
  'test/privacy',
  'test/cli/administrators',
  'test/cli/sharing',
  'test/cli/accounts',
  'test/browser/app-check',
  'test/browser/left-out',
  'test/flow/chaos',
  'test/model/methods/user',
  'test/versions/feature-columns',
  'test/tables/list-cells',
];
await run([...long, '--runInBand', '--testTimeout=1800000']);
