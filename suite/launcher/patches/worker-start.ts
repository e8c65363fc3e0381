import childProcess from 'node:child_process';
import { basename } from 'node:path';
import { inRoot } from '../root.js';

type Spawn = typeof childProcess.spawn;

/**
 * Starts each worker of the functions emulator with worker-shim.cjs preloaded, which saves 0.2 s and 50 MB per worker
 * and makes it end together with the suite. Setting NODE_OPTIONS would affect npm and everything else too.
 *
 * If firebase-tools changes: workers start slower and outlive a suite that was killed.
 */
export function shimWorkers(): void {
  const original = childProcess.spawn as (...parameters: unknown[]) => unknown;
  const shimmed = (command: unknown, parameters: unknown, ...rest: unknown[]) =>
    original(command, addShim(parameters), ...rest);
  childProcess.spawn = shimmed as Spawn;
}

function addShim(parameters: unknown): unknown {
  if (!Array.isArray(parameters)) return parameters;
  const isWorker = parameters.some(
    (parameter) => typeof parameter === 'string' && basename(parameter) === 'functionsEmulatorRuntime',
  );
  return isWorker ? ['--require', inRoot('suite/launcher/worker-shim.cjs'), ...(parameters as unknown[])] : parameters;
}
