import type { Kernel, KernelName } from '@segue/core/model/kernels/kernel';
import { stateArrays } from './format.js';

/** What a call of fit drew and started from. */
export class Recorder implements Kernel {
  readonly name: KernelName;
  /** The arrays before the first epoch of the last call. */
  initial: Record<string, Float32Array> = {};
  /** Order and seeds of each epoch of the last call. */
  epochs: { order: Int32Array; seeds: Uint32Array }[] = [];

  constructor(private readonly kernel: Kernel) {
    this.name = kernel.name;
  }

  covers(part: Parameters<Kernel['covers']>[0]): boolean {
    return this.kernel.covers(part);
  }

  start(task: Parameters<Kernel['start']>[0]): ReturnType<Kernel['start']> {
    const arrays = Object.entries(stateArrays(task.state));
    this.initial = Object.fromEntries(arrays.map(([name, values]) => [name, values.slice()]));
    this.epochs = [];
    const run = this.kernel.start(task);
    return {
      ...run,
      runEpoch: (seeds) => {
        this.epochs.push({ order: run.order.slice(), seeds: seeds.slice() });
        run.runEpoch(seeds);
      },
    };
  }
}
