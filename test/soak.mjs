/**
 * `npm run soak`: the emulator's fuzzers with 100,000 inputs each and ten thousand sockets, ten thousand schedules of
 * retraining, and rounds of it in the real suite. Half an hour. At first, the suite with the newest firebase-tools.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from 'jest';

const newest = spawnSync(process.execPath, [join(import.meta.dirname, 'newest.mjs')], { stdio: 'inherit' });
if (newest.status !== 0) process.exitCode = 1;

Object.assign(process.env, { EMULATOR_SOAK: '1', RUNS: '10000', ROUNDS: '5' });
const long = ['test/emulator/fuzz', 'test/contracts/faults', 'test/chaos', 'test/flow/chaos'];
await run([...long, '--runInBand', '--testTimeout=1800000']);
