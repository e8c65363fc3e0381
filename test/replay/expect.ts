import { ModelError, type ModelErrorCode } from '@segue/core/model/errors';
import { readNumber, type JsonNumber } from './format.js';

/** A fixture's number that is not ours; ends the fixture. */
export class Mismatch extends Error {}

/** What LightFM raises where we throw these codes. */
const pythonErrors: Readonly<Record<ModelErrorCode, string>> = {
  parameter: 'AssertionError',
  value: 'ValueError',
  type: 'TypeError',
  unsupported: 'NotImplementedError',
  rows: 'Exception',
  unfitted: 'ValueError',
  diverged: 'ValueError',
};

/** Bit by bit: −0 is not 0, NaN is NaN. Throws `Mismatch`. */
export function expectNumbers(what: string, actual: ArrayLike<number>, expected: ArrayLike<JsonNumber>): void {
  if (actual.length !== expected.length) {
    throw new Mismatch(`${what}: ${actual.length} numbers, expected ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    const wanted = readNumber(expected[i]!);
    if (!Object.is(actual[i], wanted)) throw new Mismatch(`${what}[${i}] is ${actual[i]!}, expected ${wanted}`);
  }
}

/** Every array that the fixture names. Throws `Mismatch`. */
export function expectArrays(
  what: string,
  actual: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, readonly JsonNumber[]>>,
): void {
  for (const [name, values] of Object.entries(expected)) expectNumbers(`${what}.${name}`, actual[name] ?? [], values);
}

/** Any two values that print the same JSON. Throws `Mismatch`. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  const [ours, theirs] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (ours !== theirs) throw new Mismatch(`${what} is ${ours}, expected ${theirs}`);
}

/**
 * Runs a call that must fail with LightFM's kind of error (`null`: must not fail). The wording is ours. Throws `Mismatch`.
 */
export function expectOutcome(what: string, type: string | null, call: () => unknown): void {
  let raised: string | null = null;
  try {
    call();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    raised = pythonErrors[error.code];
  }
  if (raised !== type) throw new Mismatch(`${what}: ${raised ?? 'accepted'}, expected ${type ?? 'accepted'}`);
}
