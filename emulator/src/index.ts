export { RequestFailure } from './failure.js';
export { type Emulator, type EmulatorOptions, startEmulator } from './server.js';
export { type FaultOptions, parseFaults } from './triggers/fault-options.js';
