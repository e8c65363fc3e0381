import { ModelError, type ModelErrorCode } from './errors.js';
import { checkSeed } from './random.js';

/**
 * What is optimised. `logistic`: values are likes (> 0) and dislikes (≤ 0). `bpr`: rank a known item above a popular unknown
 * one (Rendle 2009). `warp`: as `bpr`, but look for an unknown item that ranks too high; best precision at the top
 * (Weston 2011). `warp-kos`: as `warp`, from the k-th best of a user's known items (Weston 2013).
 */
export type Loss = 'logistic' | 'bpr' | 'warp' | 'warp-kos';

/** How a step's size falls: `adagrad` (Duchi 2011) from the learning rate, `adadelta` (Zeiler 2012) without one. */
export type LearningSchedule = 'adagrad' | 'adadelta';

/** LightFM's hyper-parameters under its names (camelCase): what a fit does, without how long and from which seed. */
export interface Hyperparameters {
  loss: Loss;
  /** Length d of an embedding, a whole number from 1. */
  noComponents: number;
  /** `warp-kos`: the positive is the k-th best of those sampled, a whole number from 1. */
  k: number;
  /** `warp-kos`: how many of a user's items are sampled, a whole number from 1. */
  n: number;
  learningSchedule: LearningSchedule;
  /** `adagrad`: the first step's size; rounded to float32. */
  learningRate: number;
  /** `adadelta`: how slowly the running means forget, in (0, 1); rounded to float32. */
  rho: number;
  /** `adadelta`: conditioning, from 0; rounded to float32. */
  epsilon: number;
  /** L2 penalty on item features, from 0. */
  itemAlpha: number;
  /** L2 penalty on user features, from 0. */
  userAlpha: number;
  /** `warp`, `warp-kos`: how many negatives are tried for one step, a whole number from 1. */
  maxSampled: number;
}

/** All that decides, beside the interactions, which numbers a trained model holds. */
export interface Parameters extends Hyperparameters {
  /** Passes over the interactions, a whole number from 0. */
  epochs: number;
  /** Seed of all randomness, a whole number in [0, 2^32 − 1]. */
  randomState: number;
}

/** LightFM's defaults. */
export const defaultHyperparameters: Readonly<Hyperparameters> = {
  loss: 'logistic',
  noComponents: 10,
  k: 5,
  n: 10,
  learningSchedule: 'adagrad',
  learningRate: 0.05,
  rho: 0.95,
  epsilon: 1e-6,
  itemAlpha: 0,
  userAlpha: 0,
  maxSampled: 10,
};

/** LightFM's defaults; 30 epochs (LightFM leaves them to the call) and seed 0 (LightFM: none). */
export const defaultParameters: Readonly<Parameters> = { ...defaultHyperparameters, epochs: 30, randomState: 0 };

/** What a loss needs from its surroundings, and which parameters are its own. */
export interface LossTraits {
  /** Does an epoch draw seeds for workers? (`logistic` samples nothing.) */
  readonly samples: boolean;
  /** May examples carry sample weights? */
  readonly weighted: boolean;
  readonly parameters: readonly (keyof Parameters)[];
}

/** Every loss by name. */
export const lossTraits: Readonly<Record<Loss, LossTraits>> = {
  logistic: { samples: false, weighted: true, parameters: [] },
  bpr: { samples: true, weighted: true, parameters: [] },
  warp: { samples: true, weighted: true, parameters: ['maxSampled'] },
  'warp-kos': { samples: true, weighted: false, parameters: ['k', 'n', 'maxSampled'] },
};

const scheduleParameters: Readonly<Record<LearningSchedule, readonly (keyof Parameters)[]>> = {
  adagrad: ['learningRate'],
  adadelta: ['rho', 'epsilon'],
};

const alwaysActing: readonly (keyof Parameters)[] = [
  'loss',
  'noComponents',
  'learningSchedule',
  'itemAlpha',
  'userAlpha',
  'epochs',
  'randomState',
];

/** The names of the parameters that change the result under this loss and schedule; only these are worth offering. */
export function actingParameters(loss: Loss, schedule: LearningSchedule): (keyof Parameters)[] {
  return [...alwaysActing, ...lossTraits[loss].parameters, ...scheduleParameters[schedule]];
}

interface ParameterRule {
  readonly name: keyof Parameters;
  readonly holds: (value: never) => boolean;
  readonly wants: string;
  readonly code?: ModelErrorCode;
}

const atLeastZero = (value: number) => value >= 0;
const aboveZero = (value: number) => value > 0;
const count = (value: number) => Number.isInteger(value) && value <= 0x7fffffff;

/** LightFM's own checks in its order; NaN fails each of them. The learning rate is not among them. */
const lightFmRules: readonly ParameterRule[] = [
  { name: 'itemAlpha', holds: atLeastZero, wants: 'a number from 0; 0 means no regularisation' },
  { name: 'userAlpha', holds: atLeastZero, wants: 'a number from 0; 0 means no regularisation' },
  { name: 'noComponents', holds: aboveZero, wants: 'a whole number from 1; 10 to 64 are usual' },
  { name: 'k', holds: aboveZero, wants: 'a whole number from 1; 5 is the default' },
  { name: 'n', holds: aboveZero, wants: 'a whole number from 1; 10 is the default' },
  { name: 'rho', holds: (rho: number) => rho > 0 && rho < 1, wants: 'a number between 0 and 1; 0.95 is the default' },
  { name: 'epsilon', holds: atLeastZero, wants: 'a number from 0; 1e-6 is the default' },
  {
    name: 'learningSchedule',
    holds: (schedule: string) => Object.hasOwn(scheduleParameters, schedule),
    wants: `one of ${Object.keys(scheduleParameters).join(', ')}`,
  },
  {
    name: 'loss',
    holds: (loss: string) => Object.hasOwn(lossTraits, loss),
    wants: `one of ${Object.keys(lossTraits).join(', ')}`,
  },
  {
    name: 'maxSampled',
    holds: (tries: number) => tries >= 1,
    wants: 'a positive integer; 10 is the default',
    code: 'value',
  },
];

/** What LightFM leaves to luck: halves of a component, endless rates, steps uphill. */
const strictRules: readonly ParameterRule[] = [
  { name: 'noComponents', holds: count, wants: 'a whole number' },
  { name: 'k', holds: count, wants: 'a whole number' },
  { name: 'n', holds: count, wants: 'a whole number' },
  { name: 'maxSampled', holds: count, wants: 'a whole number' },
  { name: 'itemAlpha', holds: Number.isFinite, wants: 'finite' },
  { name: 'userAlpha', holds: Number.isFinite, wants: 'finite' },
  { name: 'epsilon', holds: Number.isFinite, wants: 'finite' },
  {
    name: 'learningRate',
    holds: (rate: number) => Number.isFinite(rate) && rate >= 0,
    wants: 'a number from 0; 0.05 is the default',
  },
  {
    name: 'epochs',
    holds: (epochs: number) => count(epochs) && epochs >= 0,
    wants: 'a whole number from 0; 30 is usual',
  },
];

function applyRules(rules: readonly ParameterRule[], values: Partial<Parameters>): void {
  for (const { name, holds, wants, code } of rules) {
    const value = values[name];
    if (!holds(value as never))
      throw new ModelError(code ?? 'parameter', `${name} is ${value ?? 'missing'}; it must be ${wants}.`);
  }
}

/**
 * Checks what LightFM's constructor checks, in its order.
 *
 * @throws ModelError `parameter` (`value` for maxSampled) for the first that fails.
 */
export function checkHyperparameters(hyperparameters: Hyperparameters): void {
  applyRules(lightFmRules, hyperparameters);
}

/**
 * Checks loss and schedule alone.
 *
 * @throws ModelError `parameter` for an unknown one.
 */
export function checkNames(hyperparameters: Hyperparameters): void {
  const names = lightFmRules.filter(({ name }) => name === 'loss' || name === 'learningSchedule');
  applyRules(names, hyperparameters);
}

/**
 * Checks a whole set of parameters: LightFM's checks, then whole numbers, finite rates, epochs and seed.
 *
 * @throws ModelError `parameter`, `value` or `type`, which names the parameter and what it must be.
 */
export function checkParameters(parameters: Parameters): void {
  applyRules(lightFmRules, parameters);
  applyRules(strictRules, parameters);
  checkSeed(parameters.randomState);
}
