/**
 * `npm run soak`: the emulator's fuzzers with 100,000 inputs each and ten thousand sockets, a tree of 1 GB, ten thousand
 * schedules of retraining, and rounds of it in the real suite; methods on Last.fm. Half an hour.
 */
import { run } from 'jest';

Object.assign(process.env, { EMULATOR_SOAK: '1', RUNS: '10000', ROUNDS: '5' });
const long = [
  'test/emulator/fuzz',
  'test/contracts/faults',
  'test/contracts/large-bodies',
  'test/chaos',
  'test/flow/chaos',
  'test/model/methods/user',
];
await run([...long, '--runInBand', '--testTimeout=1800000']);
