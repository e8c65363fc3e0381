import type { FitRun, FitTask } from '../kernel.js';
import { blockBounds } from '../block-bounds.js';
import { compiledLoss } from './compiled-losses.js';
import { planExamples } from './examples.js';
import { lossTable, violationLoss } from './loss-table.js';
import { MemoryPlan, writeStructure } from './memory-plan.js';
import { createMemory, instantiate, type EpochFunction, type KernelExports } from './platform.js';
import type { PackedLayout } from './row-packing.js';
import { SideMemory } from './side-memory.js';
import { addresses, taskFields } from './structures.js';

/** The differences between the kernels of one module, seen from outside. */
export interface WasmVariant {
  /** Where the bias is in a row of d components, and how long a row is. */
  layout(d: number): { readonly items: PackedLayout; readonly users: PackedLayout };
  /** What runs an epoch of the task's loss, and what runs before and after it. */
  epoch(kernels: KernelExports, task: FitTask): EpochParts;
}

/** The parts of an epoch; `run` may be called for one block after another. */
export interface EpochParts {
  readonly begin?: () => void;
  readonly run: EpochFunction;
  readonly finish: () => void;
}

/** The layout of a fit in linear memory. */
interface Layout {
  readonly bytes: number;
  /** Copies everything in; the memory is zeroed. */
  load(buffer: ArrayBufferLike): void;
  /** A view of the order in which examples are taken. */
  order(buffer: ArrayBufferLike): Int32Array;
  magnitude(buffer: ArrayBufferLike): number;
  store(buffer: ArrayBufferLike, what: 'embeddings' | 'all'): void;
}

/**
 * Plans a fit in linear memory: everything is copied in once, and copied out on request.
 *
 * Memory: parameters and accumulators once (adadelta: momentum too), 16 bytes per example (user, item, order, and at
 * most 4 for the lookup), and 4 more each for values and weights if they matter.
 */
function layOut(task: FitTask, variant: WasmVariant): Layout {
  const { state, hyperparameters, itemFeatures, userFeatures, interactions } = task;
  const plan = new MemoryPlan();
  const layouts = variant.layout(state.noComponents);
  const keepsMomentum = hyperparameters.learningSchedule === 'adadelta';
  const items = new SideMemory(plan, state.item, itemFeatures, layouts.items, keepsMomentum);
  const users = new SideMemory(plan, state.user, userFeatures, layouts.users, keepsMomentum);
  const examples = planExamples(plan, task);
  const losses = lossTable(violationLoss(task), hyperparameters.maxSampled);
  const stride = 4 * layouts.items.width;
  const scratch = planScratch(plan, stride, losses.length, sampleSize(task));
  return {
    bytes: plan.end,
    load: (buffer) => {
      items.load(buffer);
      users.load(buffer);
      examples.copyInto(buffer);
      items.describe(buffer, addresses.items, hyperparameters.itemAlpha);
      users.describe(buffer, addresses.users, hyperparameters.userAlpha);
      new Float64Array(buffer, scratch.losses, losses.length).set(losses);
      const settings = taskSettings(task, stride);
      writeStructure(buffer, addresses.task, taskFields, { ...settings, ...examples.fields, ...scratch });
    },
    order: (buffer) => new Int32Array(buffer, examples.orderAddress, interactions.row.length),
    magnitude: (buffer) => items.magnitude(buffer) + users.magnitude(buffer),
    store: (buffer, what) => {
      items.store(buffer, what);
      users.store(buffer, what);
    },
  };
}

/** A fit in linear memory. */
export function startSession(task: FitTask, variant: WasmVariant): FitRun {
  const layout = layOut(task, variant);
  const memory = createMemory(layout.bytes);
  const { buffer } = memory;
  layout.load(buffer);
  const { begin, run, finish } = variant.epoch(instantiate(memory, violationLoss(task)), task);
  const order = layout.order(buffer);
  return {
    order,
    runEpoch: (seeds) => {
      begin?.();
      const blocks = Math.max(1, seeds.length);
      for (let block = 0; block < blocks; block++) run(...blockBounds(order.length, blocks, block), seeds[block] ?? 0);
      finish();
    },
    magnitude: () => layout.magnitude(buffer),
    store: (what) => layout.store(buffer, what),
  };
}

/** The fields of `Task` that are settings. */
function taskSettings({ state, hyperparameters }: FitTask, stride: number) {
  const { k, n, maxSampled, learningSchedule, itemAlpha, userAlpha } = hyperparameters;
  const rho = Math.fround(hyperparameters.rho);
  return {
    learningRate: Math.fround(hyperparameters.learningRate),
    rho,
    fresh: 1 - rho,
    epsilon: Math.fround(hyperparameters.epsilon),
    d: state.noComponents,
    stride,
    k,
    n,
    maxSampled,
    adadelta: learningSchedule === 'adadelta' ? 1 : 0,
    penalised: itemAlpha !== 0 || userAlpha !== 0 ? 1 : 0,
  };
}

/** The most positives that are sampled: no user has more than there are examples. */
function sampleSize({ hyperparameters: { loss, n }, interactions }: FitTask): number {
  return compiledLoss(loss).asks === 'list' ? Math.min(n, interactions.row.length) : 0;
}

/** The fields of `Task` that are scratch space. */
function planScratch(plan: MemoryPlan, stride: number, lossesLength: number, sampled: number) {
  return {
    user: plan.reserve(stride),
    item: plan.reserve(stride),
    negative: plan.reserve(stride),
    difference: plan.reserve(stride),
    four: plan.reserve(4 * stride),
    userRates: plan.reserve(2 * stride),
    itemRates: plan.reserve(2 * stride),
    negativeRates: plan.reserve(2 * stride),
    losses: plan.reserve(8 * lossesLength),
    lossesLength,
    sampleItems: plan.reserve(4 * sampled),
    sampleScores: plan.reserve(4 * sampled),
    drawn: plan.reserve(16),
    states: plan.reserve(16),
    scores: plan.reserve(16),
    staged: plan.reserve(16 * 16 + 4),
  };
}
