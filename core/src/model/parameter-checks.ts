import { ModelError, type ModelErrorCode } from './errors.js';
import { defaultParameters, parameterTable, type Hyperparameters, type Parameters } from './parameters.js';
import { checkSeed } from './random.js';

/** What the model itself accepts: LightFM's domain, wider than the bounds of the service. */
interface ParameterRule {
  readonly name: keyof Parameters;
  readonly holds: (value: never) => boolean;
  readonly expected: string;
  readonly code?: ModelErrorCode;
}

const atLeastZero = (value: number) => value >= 0;
const aboveZero = (value: number) => value > 0;
const count = (value: number) => Number.isInteger(value) && value <= 0x7fffffff;

function oneOf(name: 'loss' | 'learningSchedule'): ParameterRule {
  const choices: readonly string[] = parameterTable[name].choices;
  return { name, holds: (value: string) => choices.includes(value), expected: `one of ${choices.join(', ')}` };
}

function withDefault(domain: string, name: keyof Parameters): string {
  return `${domain}; ${defaultParameters[name]} is the default`;
}

/** LightFM's own checks, in its order; NaN fails each of them. LightFM does not check the learning rate. */
const lightFmRules: readonly ParameterRule[] = [
  { name: 'itemAlpha', holds: atLeastZero, expected: 'a number from 0; 0 means no regularisation' },
  { name: 'userAlpha', holds: atLeastZero, expected: 'a number from 0; 0 means no regularisation' },
  { name: 'noComponents', holds: aboveZero, expected: 'a whole number from 1; 10 to 64 are usual' },
  { name: 'k', holds: aboveZero, expected: withDefault('a whole number from 1', 'k') },
  { name: 'n', holds: aboveZero, expected: withDefault('a whole number from 1', 'n') },
  {
    name: 'rho',
    holds: (rho: number) => rho > 0 && rho < 1,
    expected: withDefault('a number between 0 and 1', 'rho'),
  },
  { name: 'epsilon', holds: atLeastZero, expected: 'a number from 0; 1e-6 is the default' },
  oneOf('learningSchedule'),
  oneOf('loss'),
  {
    name: 'maxSampled',
    holds: (tries: number) => tries >= 1,
    expected: withDefault('a positive integer', 'maxSampled'),
    code: 'value',
  },
];

/** What LightFM does not check: fractional components, infinite rates, steps uphill. */
const strictRules: readonly ParameterRule[] = [
  { name: 'noComponents', holds: count, expected: 'a whole number' },
  { name: 'k', holds: count, expected: 'a whole number' },
  { name: 'n', holds: count, expected: 'a whole number' },
  { name: 'maxSampled', holds: count, expected: 'a whole number' },
  { name: 'itemAlpha', holds: Number.isFinite, expected: 'finite' },
  { name: 'userAlpha', holds: Number.isFinite, expected: 'finite' },
  { name: 'epsilon', holds: Number.isFinite, expected: 'finite' },
  {
    name: 'learningRate',
    holds: (rate: number) => Number.isFinite(rate) && rate >= 0,
    expected: withDefault('a number from 0', 'learningRate'),
  },
  {
    name: 'epochs',
    holds: (epochs: number) => count(epochs) && epochs >= 0,
    expected: 'a whole number from 0; 30 is usual',
  },
];

function applyRules(rules: readonly ParameterRule[], values: Partial<Parameters>): void {
  for (const { name, holds, expected, code } of rules) {
    const value = values[name];
    if (!holds(value as never))
      throw new ModelError(code ?? 'parameter', `${name} is ${value ?? 'missing'}; it must be ${expected}.`);
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
 * Checks only loss and schedule.
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
 * @throws ModelError `parameter`, `value` or `type` that names the parameter and what it must be.
 */
export function checkParameters(parameters: Parameters): void {
  applyRules(lightFmRules, parameters);
  applyRules(strictRules, parameters);
  checkSeed(parameters.randomState);
}
