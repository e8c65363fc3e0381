import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { loadInternal, wrapExport } from '../internals.js';

/** A function as the functions emulator knows it. */
interface Trigger {
  id: string;
  name: string;
  entryPoint: string;
  timeoutSeconds?: number;
}

interface Emulator {
  getTriggerRecordByKey: (key: string) => { def: Trigger; backend: object };
  startRuntime: (backend: object, trigger: Trigger) => Promise<unknown>;
}

interface Worker {
  state: string;
  stateEvents: EventEmitter;
  triggerKey: string;
  timeoutSeconds: number | undefined;
  logger: unknown;
  runtime: { process: ChildProcess };
  request: (request: Request, response: ServerResponse, body: unknown, debug: boolean) => Promise<void>;
}

interface Request {
  method: string;
  path: string;
  headers: Record<string, unknown>;
}

interface Pool {
  getKey: (triggerId: string) => string;
  readyForWork: (triggerId: string) => boolean;
  getIdleWorker: (triggerId: string) => Worker | undefined;
  getTriggerWorkers: (triggerId: string) => Worker[];
  addWorker: (...parameters: unknown[]) => Worker;
  submitRequest: (triggerId: string, request: Request, response: ServerResponse, body: unknown) => Promise<void>;
}

interface EmulatorModule {
  FunctionsEmulator: { prototype: Emulator };
}

interface PoolModule {
  RuntimeWorkerPool: { prototype: Pool };
}

interface Signatures {
  getSignatureType: (trigger: Trigger) => string;
}

interface Loggers {
  EmulatorLogger: { forFunction: (id: string) => unknown };
}

/** Processes at most. The functions emulator itself starts one for every request that finds none idle. */
const mostWorkers = 12;

/** Processes that start at a time: short requests that come together are served by few, one after the other. */
const mostStarting = 2;

/** Idle processes that stay. */
const keptIdle = 2;

/** Milliseconds after which any other idle process ends. */
const idleTime = 20_000;

/** A function, and what starts a process for it. */
interface Known {
  emulator: Emulator;
  backend: object;
  trigger: Trigger;
}

/** Requests that wait for a process, and how many processes are starting. */
interface Demand {
  starting: number;
  waiting: (() => void)[];
}

/**
 * Lets all functions share the processes of the functions emulator, which would start at least one for each function
 * and keep them all: 22 processes hold 2 GB beside a small data set. A process serves one request at a time, of any
 * function (`worker-shim.cjs` switches it); idle processes end, but for two.
 *
 * If firebase-tools changes: `loadInternal` says which export is gone; if functions do not answer, look here.
 */
export function shareWorkers(): void {
  const { FunctionsEmulator } = loadInternal<EmulatorModule>('./lib/emulator/functionsEmulator', ['FunctionsEmulator']);
  const { RuntimeWorkerPool } = loadInternal<PoolModule>('./lib/emulator/functionsRuntimeWorker', [
    'RuntimeWorkerPool',
  ]);
  const known = rememberFunctions(FunctionsEmulator.prototype);
  const prepare = loadPrepare();
  const demands = new WeakMap<Pool, Demand>();
  const demandOf = (pool: Pool): Demand => {
    const demand = demands.get(pool) ?? { starting: 0, waiting: [] };
    demands.set(pool, demand);
    return demand;
  };

  const pool = RuntimeWorkerPool.prototype;
  pool.getKey = () => 'shared';
  // `submitRequest` starts what it needs.
  pool.readyForWork = () => true;
  wrapExport(pool, 'addWorker', (original) => {
    return function addShared(this: Pool, ...parameters) {
      const worker = original.apply(this, parameters);
      worker.stateEvents.on('IDLE', () => {
        wake(demandOf(this));
        endIfIdle(this, worker);
      });
      worker.stateEvents.on('FINISHED', () => wake(demandOf(this)));
      return worker;
    };
  });
  pool.submitRequest = async function submitShared(triggerId, request, response, body) {
    const found = known.get(triggerId);
    if (!found) throw new Error(`The function ${triggerId} was called before firebase-tools looked it up.`);
    const demand = demandOf(this);
    for (;;) {
      const worker = this.getIdleWorker(triggerId);
      if (worker) return worker.request(prepare(worker, found.trigger, request), response, body, false);
      if (this.getTriggerWorkers(triggerId).length >= mostWorkers || demand.starting >= mostStarting) {
        await new Promise<void>((resume) => demand.waiting.push(resume));
        continue;
      }
      const problem = await startWorker(found, demand);
      if (problem === undefined) continue;
      response.writeHead(500).end(`The function ${found.trigger.name} did not start: ${problem}`);
      return;
    }
  };
}

/** @returns what the emulator has looked up so far, by the function's id; it does so before each request. */
function rememberFunctions(prototype: Emulator): Map<string, Known> {
  const known = new Map<string, Known>();
  wrapExport(prototype, 'getTriggerRecordByKey', (original) => {
    return function remember(this: Emulator, key) {
      const record = original.call(this, key);
      known.set(record.def.id, { emulator: this, backend: record.backend, trigger: record.def });
      return record;
    };
  });
  return known;
}

/** @returns what makes a process, and a request to it, those of one function */
function loadPrepare(): (worker: Worker, trigger: Trigger, request: Request) => Request {
  const { getSignatureType } = loadInternal<Signatures>('./lib/emulator/functionsEmulatorShared', ['getSignatureType']);
  const { EmulatorLogger } = loadInternal<Loggers>('./lib/emulator/emulatorLogger', ['EmulatorLogger']);
  return (worker, trigger, request) => {
    worker.triggerKey = trigger.id;
    worker.logger = EmulatorLogger.forFunction(trigger.id);
    worker.timeoutSeconds = trigger.timeoutSeconds;
    const target = JSON.stringify([trigger.entryPoint, getSignatureType(trigger), trigger.name]);
    return { ...request, headers: { ...request.headers, 'x-function-target': target } };
  };
}

/** @returns why it did not start, if so */
async function startWorker({ emulator, backend, trigger }: Known, demand: Demand): Promise<string | undefined> {
  demand.starting++;
  try {
    await emulator.startRuntime(backend, trigger);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    demand.starting--;
    wake(demand);
  }
}

/** Lets every waiting request look again. */
function wake(demand: Demand): void {
  for (const resume of demand.waiting.splice(0)) resume();
}

/** Ends an idle process after a while, unless it is one of the last. */
function endIfIdle(pool: Pool, worker: Worker): void {
  const timer = setTimeout(() => {
    const idle = pool.getTriggerWorkers('').filter(({ state }) => state === 'IDLE');
    if (worker.state !== 'IDLE' || idle.length <= keptIdle) return;
    worker.state = 'FINISHING';
    worker.runtime.process.kill();
  }, idleTime);
  timer.unref();
  worker.stateEvents.once('BUSY', () => clearTimeout(timer));
}
