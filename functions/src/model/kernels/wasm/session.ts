import type { FitRun, FitTask } from '../kernel.js';
import { blockBounds } from '../block-bounds.js';
import { planExamples } from './examples.js';
import { lossTable, violationLoss } from './loss-table.js';
import { MemoryPlan, writeStructure } from './memory-plan.js';
import { createMemory, instantiate, type EpochFunction, type KernelExports } from './platform.js';
import type { RowLayout } from './row-packing.js';
import { SideMemory } from './side-memory.js';

/** Addresses of the structures in assembly/memory.ts. */
const ITEMS = 64;
const USERS = 128;
const TASK = 192;

/** What the kernels of one module differ in, seen from outside. */
export interface WasmVariant {
  /** Where the bias stands in a row of d components, and how long a row is. */
  layout(d: number): { readonly items: RowLayout; readonly users: RowLayout };
  /** What runs an epoch of the task's loss, and what comes before and after. */
  epoch(kernels: KernelExports, task: FitTask): EpochParts;
}

/** The parts of an epoch; `run` may be called for one block after another. */
export interface EpochParts {
  readonly begin?: () => void;
  readonly run: EpochFunction;
  readonly finish: () => void;
}

/**
 * A fit in linear memory: everything is copied in once, and copied out when it is asked for.
 *
 * Memory: parameters and accumulators once (adadelta: momentum too), 16 bytes an example (user, item, order, and at most
 * 4 for the lookup), 4 more each for values and weights where they matter.
 */
export function startSession(task: FitTask, variant: WasmVariant): FitRun {
  const { state, hyperparameters, itemFeatures, userFeatures } = task;
  const plan = new MemoryPlan();
  const layouts = variant.layout(state.noComponents);
  const keepsMomentum = hyperparameters.learningSchedule === 'adadelta';
  const items = new SideMemory(plan, state.item, itemFeatures, layouts.items, keepsMomentum);
  const users = new SideMemory(plan, state.user, userFeatures, layouts.users, keepsMomentum);
  const examples = planExamples(plan, task);
  const lossAt = violationLoss(task);
  const losses = lossTable(lossAt, hyperparameters.maxSampled);
  const scratch = planScratch(plan, 4 * layouts.items.width, losses.length, hyperparameters.n);

  const memory = createMemory(plan.end);
  const { buffer } = memory;
  items.load(buffer, ITEMS, hyperparameters.itemAlpha);
  users.load(buffer, USERS, hyperparameters.userAlpha);
  examples.copyInto(buffer);
  new Float64Array(buffer, scratch.losses, losses.length).set(losses);
  const settings = taskSettings(task, 4 * layouts.items.width);
  writeStructure(buffer, TASK, settings.doubles, { ...settings.words, ...examples.fields, ...scratch });

  const { begin, run, finish } = variant.epoch(instantiate(memory, lossAt), task);
  const order = new Int32Array(buffer, examples.orderAddress, task.interactions.row.length);
  return {
    order,
    runEpoch: (seeds) => {
      begin?.();
      const blocks = Math.max(1, seeds.length);
      for (let block = 0; block < blocks; block++) run(...blockBounds(order.length, blocks, block), seeds[block] ?? 0);
      finish();
    },
    magnitude: () => items.magnitude(buffer) + users.magnitude(buffer),
    store: (what) => {
      items.store(buffer, what);
      users.store(buffer, what);
    },
  };
}

/** The first fields of `Task`. */
function taskSettings({ state, hyperparameters }: FitTask, stride: number) {
  const { k, n, maxSampled, learningSchedule, itemAlpha, userAlpha } = hyperparameters;
  const rho = Math.fround(hyperparameters.rho);
  const learningRate = Math.fround(hyperparameters.learningRate);
  return {
    doubles: { learningRate, rho, fresh: 1 - rho, epsilon: Math.fround(hyperparameters.epsilon) },
    words: {
      ...{ d: state.noComponents, stride, k, n, maxSampled },
      adadelta: learningSchedule === 'adadelta' ? 1 : 0,
      penalised: itemAlpha !== 0 || userAlpha !== 0 ? 1 : 0,
    },
  };
}

/** The last fields of `Task`, from `user` on. */
function planScratch(plan: MemoryPlan, stride: number, lossesLength: number, n: number) {
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
    sampleItems: plan.reserve(4 * n),
    sampleScores: plan.reserve(4 * n),
    drawn: plan.reserve(16),
    states: plan.reserve(16),
    scores: plan.reserve(16),
    staged: plan.reserve(16 * 16 + 4),
  };
}
