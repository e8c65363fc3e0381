import { ModelError } from '../errors.js';
import { invertSymmetric } from '../methods/linear-algebra/cholesky.js';
import { columnSpreads, standardiseBy, type ColumnSpread } from '../methods/standardised-columns.js';
import type { ItemColumns } from '../training/item-features.js';

/** The published rows of one side of a model. */
export interface SideRows {
  /** Row-major rows × d. */
  readonly embeddings: Float32Array;
  readonly biases: Float32Array;
}

/** From a description to a row of the model. */
export interface AttributeMap {
  /** How numbers are standardised, one per column of numbers; tags follow them and are taken as they are. */
  readonly spreads: readonly ColumnSpread[];
  /**
   * Row-major (1 + numbers + tags) × (d + 1): what nothing known gives, then what each number and tag adds to the row and,
   * last, to the bias.
   */
  readonly weights: Float32Array;
}

/** λ: of 1, 10 and 100 the one that found most hidden items, by one-off runs of `npm run bench -- cold-items`. */
const PENALTY = 1;

/**
 * Learns to predict a row of the model from a description: for each component a ridge regression over the rows that were
 * trained, with a free intercept (Gantner, Drumond, Freudenthaler, Rendle, Schmidt-Thieme 2010, _Learning
 * attribute-to-feature mappings for cold-start recommendations_, section 4.3). So whatever method made the model, an item
 * that nobody is connected with can be scored by what describes it, and a user by the user's tags.
 *
 * @param described of the trained rows, in their order.
 * @throws ModelError `value` if there are not as many descriptions as rows, or a number is infinite.
 */
export function fitAttributeMap(described: ItemColumns, { embeddings, biases }: SideRows): AttributeMap {
  const rows = biases.length;
  if (described.items !== rows) {
    throw new ModelError('value', `The descriptions are of ${described.items} rows, but the model has ${rows}.`);
  }
  const spreads = columnSpreads(described);
  const variablesOf = sparseRows(described, spreads);
  const width = described.columns + 1;
  const d = embeddings.length / Math.max(1, rows);
  const system = new Float64Array(width * width);
  const products = new Float64Array(width * (d + 1));
  for (let row = 0; row < rows; row++) {
    const { count, at, values } = variablesOf(row);
    for (let a = 0; a < count; a++) {
      const value = values[a]!;
      const line = at[a]! * width;
      for (let b = 0; b <= a; b++) system[line + at[b]!]! += value * values[b]!;
      const to = at[a]! * (d + 1);
      for (let j = 0; j < d; j++) products[to + j]! += value * embeddings[row * d + j]!;
      products[to + d]! += value * biases[row]!;
    }
  }
  for (let j = 1; j < width; j++) system[j * width + j]! += PENALTY;
  if (rows === 0) system[0] = 1;
  return { spreads, weights: Float32Array.from(multiply(invertSymmetric(system, width), products, width, d + 1)) };
}

/**
 * The rows that are predicted from descriptions with the columns that the map was fitted on.
 * @returns embeddings row-major items × d, and a bias for each
 */
export function rowsByDescription({ spreads, weights }: AttributeMap, described: ItemColumns): SideRows {
  const outputs = weights.length / (described.columns + 1);
  const d = outputs - 1;
  const embeddings = new Float32Array(described.items * d);
  const biases = new Float32Array(described.items);
  const variablesOf = sparseRows(described, spreads);
  const sums = new Float64Array(outputs);
  for (let row = 0; row < described.items; row++) {
    const { count, at, values } = variablesOf(row);
    sums.fill(0);
    for (let a = 0; a < count; a++) {
      for (let j = 0; j < outputs; j++) sums[j]! += values[a]! * weights[at[a]! * outputs + j]!;
    }
    for (let j = 0; j < d; j++) embeddings[row * d + j] = sums[j]!;
    biases[row] = sums[d]!;
  }
  return { embeddings, biases };
}

/** The first `count` of both: places, and what stands there. */
interface SparseRow {
  count: number;
  readonly at: Int32Array;
  readonly values: Float64Array;
}

/** Gives of each row 1 for the intercept and, behind it, its numbers and tags that are not 0; always in the same arrays. */
function sparseRows(described: ItemColumns, spreads: readonly ColumnSpread[]): (row: number) => SparseRow {
  const { columns } = described;
  const standardised = standardiseBy(described, spreads);
  const found: SparseRow = { count: 1, at: new Int32Array(columns + 1), values: new Float64Array(columns + 1).fill(1) };
  return (row) => {
    found.count = 1;
    for (let column = 0; column < columns; column++) {
      const value = standardised[row * columns + column]!;
      if (value === 0) continue;
      found.at[found.count] = column + 1;
      found.values[found.count++] = value;
    }
    return found;
  };
}

/** A symmetric matrix times another, row-major. */
function multiply(a: Float64Array, b: Float64Array, n: number, columns: number): Float64Array {
  const product = new Float64Array(n * columns);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < columns; j++) product[i * columns + j]! += factor * b[k * columns + j]!;
    }
  }
  return product;
}
