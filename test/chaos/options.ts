import { parseArgs } from 'node:util';
import { Failure } from '@segue/cli/failure';
import { smallCases, type SmallCase } from './search.js';

/** The options of `npm run chaos`. */
export interface ChaosOptions {
  /** Number of random schedules. */
  schedules: number;
  /** The seed of the first schedule. */
  seed: number;
  /** Explores only this small case. */
  case?: SmallCase;
}

/** Beyond it, not every whole number is a double. */
const largest = 2 ** 53;

/**
 * Reads the options of `npm run chaos`; the default is 1,000 schedules from a seed taken from the clock.
 * @throws Failure if a number is invalid, or no small case has the name
 */
export function chaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      case: { type: 'string' },
    },
  });
  return {
    schedules: wholeNumber('schedules', values.schedules),
    seed: wholeNumber('seed', values.seed),
    ...(values.case === undefined ? {} : { case: smallCase(values.case) }),
  };
}

function smallCase(name: string): SmallCase {
  if (Object.hasOwn(smallCases, name)) return name as SmallCase;
  throw new Failure(`There is no small case "${name}". Small cases: ${Object.keys(smallCases).join('; ')}`);
}

/**
 * A number given as an option.
 * @throws Failure if it is none
 */
export function wholeNumber(option: string, value: string): number {
  if (/^\d+$/.test(value) && BigInt(value) <= BigInt(largest)) return Number(value);
  throw new Failure(`--${option} is "${value}": give a whole number from 0 to 2^53.`);
}
