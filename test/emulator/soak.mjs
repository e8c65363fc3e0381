/** `npm run soak`: the emulator's fuzzers with 100,000 inputs each, and ten thousand sockets. A few minutes. */
import { run } from 'jest';

process.env.EMULATOR_SOAK = '1';
await run(['test/emulator/fuzz', 'test/contracts/faults', '--runInBand', '--testTimeout=1800000']);
