import { Worker } from 'node:worker_threads';
import { ModelError } from '../../functions/src/model/errors.js';
import { fastVariant } from '../../functions/src/model/kernels/fast.js';
import type { FitRun, FitTask, Kernel } from '../../functions/src/model/kernels/kernel.js';
import { blockBounds } from '../../functions/src/model/kernels/block-bounds.js';
import { violationLoss } from '../../functions/src/model/kernels/wasm/loss-table.js';
import {
  compileModule,
  createSharedMemory,
  instantiate,
  type KernelExports,
  type WasmMemory,
} from '../../functions/src/model/kernels/wasm/platform.js';
import { layOut } from '../../functions/src/model/kernels/wasm/session.js';
import type { Loss } from '../../functions/src/model/parameters.js';
import { over, secondThreadProgram, words, type ThreadData } from './second-thread.js';
import { firstModule, secondModule } from './shared-modules.js';

/** Where the structures of each thread begin, as the modules were compiled. */
const bases = [0, 512];

const runNames: Readonly<Record<Loss, keyof KernelExports>> = {
  logistic: 'fastLogistic',
  bpr: 'fastBpr',
  warp: 'fastWarp',
  'warp-kos': 'fastWarpKos',
};

const startSeconds = 30;

/** What has to be said wherever it is used. */
export const twoThreadsNote = 'Two threads write to one memory without locks: no two fits are the same.';

/**
 * The fast kernel in two threads over one memory, without locks: now and then a step is lost to the other thread, which
 * does a sparse problem no harm (Recht 2011, HOGWILD!), but which steps is left to chance. So nothing that it makes can be
 * made again: for trying parameters out, in Node; never for a version that is to be verified.
 *
 * Each epoch's order is cut into two blocks, one a thread; both seeds come from the model's generator.
 */
export const twoThreads: Kernel = { name: 'fast', start };

function start(task: FitTask): FitRun {
  checkTask(task);
  const layout = layOut(task, fastVariant, bases);
  const memory = createSharedMemory(layout.bytes);
  const { buffer } = memory;
  layout.load(buffer);
  const kernels = instantiate(memory, violationLoss(task), compileModule(firstModule));
  const { begin, run, finish } = fastVariant.epoch(kernels, task);
  const other = new SecondThread(task, memory);
  const order = layout.order(buffer);
  return {
    order,
    runEpoch: ([first = 0, second = first + 1]) => {
      begin?.();
      other.begin(blockBounds(order.length, 2, 1), second);
      run(...blockBounds(order.length, 2, 0), first);
      other.wait();
      finish();
    },
    magnitude: () => layout.magnitude(buffer),
    store: (what) => layout.store(buffer, what),
    end: () => other.end(),
  };
}

/** @throws ModelError `unsupported` */
function checkTask({ hyperparameters }: FitTask): void {
  const { learningSchedule, itemAlpha, userAlpha } = hyperparameters;
  if (learningSchedule !== 'adagrad') throw unsupported(`the schedule ${learningSchedule}`);
  // The penalty's scale is one number for a whole side: each thread would have its own.
  if (itemAlpha !== 0 || userAlpha !== 0) throw unsupported('itemAlpha and userAlpha');
}

function unsupported(what: string): ModelError {
  return new ModelError('unsupported', `Two threads do not support ${what}. Take one thread.`);
}

/** The thread beside this one. It does not keep the process alive. */
class SecondThread {
  private readonly control = new Int32Array(new SharedArrayBuffer(4 * words.length));
  private readonly worker: Worker;
  private asked = 0;

  constructor(task: FitTask, memory: WasmMemory) {
    const { loss } = task.hyperparameters;
    const data: ThreadData = {
      ...{ module: compileModule(secondModule), memory, control: this.control, run: runNames[loss] },
      ...{ rows: task.itemFeatures?.rows ?? task.state.item.biases.length, least: loss === 'warp' ? 1 : 0 },
      ...{ words, over },
    };
    this.worker = new Worker(secondThreadProgram, { eval: true, workerData: data });
    this.worker.unref();
    // It starts without this thread's event loop, which stands still meanwhile.
    if (Atomics.wait(this.control, words.ready, 0, startSeconds * 1000) === 'timed-out') {
      throw new Error(`The second thread has not started in ${startSeconds} s.`);
    }
  }

  begin([start, end]: readonly [number, number], seed: number): void {
    this.control.set([start, end, seed], words.start);
    Atomics.store(this.control, words.asked, ++this.asked);
    Atomics.notify(this.control, words.asked);
  }

  wait(): void {
    for (let done = Atomics.load(this.control, words.done); done !== this.asked;) {
      Atomics.wait(this.control, words.done, done);
      done = Atomics.load(this.control, words.done);
    }
  }

  end(): void {
    Atomics.store(this.control, words.asked, over);
    Atomics.notify(this.control, words.asked);
  }
}
