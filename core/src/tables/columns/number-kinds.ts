import { parseDecimal } from '../decimals.js';
import type { KindTraits } from './kind-traits.js';

const integerText = /^-?(?:0|[1-9]\d*)$/;
const numberText = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** The most characters of a number. Longer strings of digits are codes, whose sums would be useless. */
const longestNumber = 40;

/** Whole numbers. */
export const integerKind: KindTraits = {
  label: 'integer',
  storedAt: 0,
  firsts: '-0123456789',
  lengths: [1, longestNumber],
  accepts: (text) => integerText.test(text),
  // From 1e21 on, numbers are written with an exponent, and a number must have the same kind as its text.
  acceptsNumber: (value) => Number.isInteger(value) && Math.abs(value) < 1e21,
  covers: [],
  numeric: { value: Number, decimal: parseDecimal, whole: true },
  ordered: false,
  identity: 'code',
};

/** Numbers with a fraction or an exponent: `0.35`, `.5`, `8.19E-06`. */
export const numberKind: KindTraits = {
  label: 'number',
  storedAt: 1,
  firsts: '-.0123456789',
  lengths: [1, longestNumber],
  accepts: (text) => numberText.test(text) && keepsItsValue(text),
  acceptsNumber: Number.isFinite,
  covers: [integerKind],
  numeric: { value: Number, decimal: parseDecimal, whole: false },
  ordered: false,
  identity: null,
};

/** False for texts that a double can only represent as infinity, or as zero although they are not zero. */
function keepsItsValue(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text.replace(/[eE].*/, '')));
}
