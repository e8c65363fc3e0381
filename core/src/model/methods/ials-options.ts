import { ModelError } from '../errors.js';
import type { Interactions } from '../sparse.js';
import type { IalsKernelName } from './ials/ials-kernel.js';

const { sqrt } = Math;

/** The settings of `fitIals`. */
export interface IalsOptions {
  /** Components d of a row. */
  readonly noComponents: number;
  /** What a pair that nobody observed weighs beside an observed one of weight 1: α₀, above 0; `usualUnobservedWeight`. */
  readonly unobservedWeight: number;
  /** λ, above 0. */
  readonly regularisation: number;
  /** The most sweeps; each solves all users, then all items. */
  readonly sweeps: number;
  /** Stop when a sweep changes the items' rows by less, relative to their length. */
  readonly tolerance: number;
  /** Default `wasm` where it can run. Both give the same bytes. */
  readonly kernel?: IalsKernelName;
}

/** Settings that suit both MovieLens and Last.fm. */
export const usualIals: Omit<IalsOptions, 'unobservedWeight'> = {
  noComponents: 30,
  regularisation: 0.015,
  sweeps: 15,
  tolerance: 1e-4,
};

/**
 * The α₀ that suits some interactions: the root of the part of pairs that are liked, over the users and items with one.
 * The sparser the data, the less it says that a pair was not observed: 0.22 for MovieLens, 0.05 for Last.fm.
 */
export function usualUnobservedWeight({ users, items, row, col, value }: Interactions): number {
  const [isUser, isItem] = [new Uint8Array(users), new Uint8Array(items)];
  let [liked, ofUsers, ofItems] = [0, 0, 0];
  for (let entry = 0; entry < row.length; entry++) {
    if (!(value[entry]! > 0)) continue;
    liked++;
    ofUsers += 1 - isUser[row[entry]!]!;
    ofItems += 1 - isItem[col[entry]!]!;
    isUser[row[entry]!] = isItem[col[entry]!] = 1;
  }
  return liked === 0 ? 1 : sqrt(liked / (ofUsers * ofItems));
}

/** @throws ModelError `parameter` if an option is out of its range. */
export function checkIalsOptions(options: IalsOptions): void {
  const { noComponents, unobservedWeight, regularisation, sweeps, tolerance } = options;
  const refuse = (what: string, expected: string) => {
    throw new ModelError('parameter', `${what} must be ${expected}.`);
  };
  if (!(Number.isInteger(noComponents) && noComponents >= 1)) refuse('noComponents', 'a whole number from 1');
  if (!(Number.isInteger(sweeps) && sweeps >= 1)) refuse('sweeps', 'a whole number from 1');
  if (!(unobservedWeight > 0 && unobservedWeight < Infinity)) refuse('unobservedWeight', 'above 0; 0.1 is usual');
  if (!(regularisation > 0 && regularisation < Infinity)) refuse('regularisation', 'above 0; 0.05 is usual');
  if (!(tolerance >= 0)) refuse('tolerance', 'a number from 0');
}
