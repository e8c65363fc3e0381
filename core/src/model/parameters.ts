import { lossNames, lossOf, type Loss } from './losses/losses.js';

export type { Loss } from './losses/losses.js';

/** How steps get smaller: `adagrad` (Duchi 2011) starts from the learning rate, `adadelta` (Zeiler 2012) needs none. */
export type LearningSchedule = 'adagrad' | 'adadelta';

/** LightFM's hyper-parameters under its names (camelCase): everything about a fit except its length and seed. */
export interface Hyperparameters {
  loss: Loss;
  /** Length d of an embedding, a whole number from 1. */
  noComponents: number;
  k: number;
  n: number;
  learningSchedule: LearningSchedule;
  /** Rounded to float32, as `rho` and `epsilon` are. */
  learningRate: number;
  rho: number;
  epsilon: number;
  itemAlpha: number;
  userAlpha: number;
  maxSampled: number;
}

/** Everything besides the interactions that determines the numbers of a trained model. */
export interface Parameters extends Hyperparameters {
  epochs: number;
  randomState: number;
}

interface Described<Value> {
  /** One line for people to read. */
  readonly description: string;
  /** Its option of the command line, without the dashes. */
  readonly option: string;
  /** The value used unless a model's configuration says otherwise. */
  readonly default: Value;
  /** LightFM's default, if it is different. */
  readonly lightFm?: Value;
}

/** A parameter that is a number. */
export interface NumberParameter extends Described<number> {
  readonly integer: boolean;
  /** What the service accepts; the model itself accepts more (`checkParameters`). */
  readonly bounds: { readonly from: number; readonly to: number; readonly open?: 'below' | 'both' };
}

/** A parameter that is one of a few words. */
export interface ChoiceParameter<Value extends string = string> extends Described<Value> {
  readonly choices: readonly Value[];
}

type Definition<Value> = [Value] extends [string] ? ChoiceParameter<Value> : NumberParameter;

const schedules: readonly LearningSchedule[] = ['adagrad', 'adadelta'];

/**
 * Every parameter by name, in the order of docs/model.md. Defaults, the API's schema, the command-line options and
 * their help are made from this table.
 */
export const parameterTable: { readonly [Name in keyof Parameters]: Definition<Parameters[Name]> } = {
  loss: {
    description: 'what is optimised',
    option: 'loss',
    choices: lossNames(),
    default: 'warp',
    lightFm: 'logistic',
  },
  noComponents: {
    description: 'numbers in an embedding',
    option: 'components',
    default: 30,
    lightFm: 10,
    integer: true,
    bounds: { from: 1, to: 256 },
  },
  epochs: {
    description: 'passes over the pairs',
    option: 'epochs',
    default: 30,
    integer: true,
    bounds: { from: 1, to: 500 },
  },
  learningSchedule: {
    description: 'how steps get smaller',
    option: 'schedule',
    choices: schedules,
    default: 'adagrad',
  },
  learningRate: {
    description: "the first step's size",
    option: 'learning-rate',
    default: 0.05,
    integer: false,
    bounds: { from: 0, to: 10, open: 'below' },
  },
  rho: {
    description: 'how slowly the running means forget',
    option: 'rho',
    default: 0.95,
    integer: false,
    bounds: { from: 0, to: 1, open: 'both' },
  },
  epsilon: {
    description: 'keeps a division from 0',
    option: 'epsilon',
    default: 1e-6,
    integer: false,
    bounds: { from: 0, to: 1 },
  },
  itemAlpha: {
    description: 'L2 penalty: pull of items towards 0, against overfitting',
    option: 'item-alpha',
    default: 0,
    integer: false,
    bounds: { from: 0, to: 1 },
  },
  userAlpha: {
    description: 'the same for users',
    option: 'user-alpha',
    default: 0,
    integer: false,
    bounds: { from: 0, to: 1 },
  },
  maxSampled: {
    description: 'how many unknown items are tried for one step',
    option: 'max-sampled',
    default: 10,
    integer: true,
    bounds: { from: 1, to: 10_000 },
  },
  k: {
    description: 'which of the sampled items counts: the k-th best',
    option: 'k',
    default: 5,
    integer: true,
    bounds: { from: 1, to: 1000 },
  },
  n: {
    description: "how many of a user's items are sampled",
    option: 'n',
    default: 10,
    integer: true,
    bounds: { from: 1, to: 1000 },
  },
  randomState: {
    description: 'seed of all randomness: the same seed gives the same bytes',
    option: 'seed',
    default: 0,
    integer: true,
    bounds: { from: 0, to: 0xffffffff },
  },
};

/** A parameter in the table, with its name. */
export type NamedParameter = readonly [name: keyof Parameters, definition: NumberParameter | ChoiceParameter];

/** The table as a list. */
export function listParameters(): NamedParameter[] {
  return Object.entries(parameterTable) as NamedParameter[];
}

/** A parameter's name as LightFM writes it: `no_components`. */
export function lightFmName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The name of the parameter that LightFM writes so: `noComponents`. */
export function nameFromLightFm(text: string): string {
  return text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Builds parameters by calling `valueOf` for each: it returns a word for a choice, else a number. */
export function buildParameters(valueOf: (...parameter: NamedParameter) => string | number): Parameters {
  const values = listParameters().map((parameter) => [parameter[0], valueOf(...parameter)]);
  return Object.fromEntries(values) as Parameters;
}

/** The parameters used unless a model's configuration says otherwise. */
export const serviceDefaults: Readonly<Parameters> = buildParameters((_, definition) => definition.default);

/** LightFM's defaults; 30 epochs (LightFM leaves them to the call) and seed 0 (LightFM: none). */
export const defaultParameters: Readonly<Parameters> = buildParameters(
  (_, definition) => definition.lightFm ?? definition.default,
);

/** LightFM's defaults for its constructor's arguments, except the seed. */
export const defaultHyperparameters: Readonly<Hyperparameters> = withoutRun(defaultParameters);

function withoutRun({ epochs: _epochs, randomState: _seed, ...hyperparameters }: Parameters): Hyperparameters {
  return hyperparameters;
}

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

/** The names of the parameters that affect the result with this loss and schedule; only these are worth offering. */
export function actingParameters(loss: Loss, schedule: LearningSchedule): (keyof Parameters)[] {
  return [...alwaysActing, ...lossOf(loss).parameters, ...scheduleParameters[schedule]];
}

/** The only losses or schedules that a parameter affects; empty if it affects all. */
export function actsIn(name: keyof Parameters): string[] {
  if (alwaysActing.includes(name)) return [];
  const inLosses = lossNames().filter((loss) => lossOf(loss).parameters.some((own) => own === name));
  return [...inLosses, ...schedules.filter((schedule) => scheduleParameters[schedule].includes(name))];
}
