import { invertSymmetric } from '../methods/linear-algebra/cholesky.js';
import type { Embeddings } from '../state.js';

const { abs } = Math;

/** An item that a user is connected with: how much it counted, above 0 if it is liked, below if it is not. */
export interface KnownItem {
  readonly item: number;
  readonly weight: number;
}

/** What a fit by `fitIals` was made with. */
export interface IalsSettings {
  readonly unobservedWeight: number;
  readonly regularisation: number;
}

/** How far a solved row may be from the published one, relative to its largest number. */
const TOLERANCE = 1e-3;

/**
 * What each liked item of a user adds to the score of another one (Hu, Koren and Volinsky 2008, section 5): with the items'
 * rows fixed, the user's row is A⁻¹ Σ liked w · y, where A = Σ known w · y yᵀ + α₀ Σ all y yᵀ + penalty · I. So the score of
 * an item with the row z is the sum of w · yᵀ A⁻¹ z over liked items.
 *
 * @param published the user's row as it was published
 * @returns for an item, one part for each known item, in their order (0 for what is not liked); `null` if these settings and
 *   items do not give the published row, so that nothing may be said by them
 */
export function ialsSupport(
  model: Embeddings,
  known: readonly KnownItem[],
  settings: IalsSettings,
  published: Float32Array,
): ((item: number) => number[]) | null {
  const { noComponents: d, itemEmbeddings: rows } = model;
  const inverse = invertSymmetric(systemOf(model, known, settings), d);
  const right = new Float64Array(d);
  for (const { item, weight } of known) {
    if (weight > 0) for (let j = 0; j < d; j++) right[j]! += weight * rows[item * d + j]!;
  }
  if (!agrees(applied(inverse, right), published)) return null;
  return (item) => {
    const direction = applied(inverse, Float64Array.from(rows.subarray(item * d, (item + 1) * d)));
    return known.map(({ item: other, weight }) => {
      if (!(weight > 0)) return 0;
      let part = 0;
      for (let j = 0; j < d; j++) part += rows[other * d + j]! * direction[j]!;
      return weight * part;
    });
  };
}

function systemOf(model: Embeddings, known: readonly KnownItem[], { unobservedWeight, regularisation }: IalsSettings) {
  const { noComponents: d, itemEmbeddings: rows } = model;
  const { gram, active } = gramOf(model);
  const system = gram.map((sum) => unobservedWeight * sum);
  let own = 0;
  for (const { item, weight } of known) {
    own += abs(weight);
    addSquare(system, rows.subarray(item * d, (item + 1) * d), abs(weight));
  }
  const penalty = regularisation * (own + unobservedWeight * active);
  for (let j = 0; j < d; j++) system[j * d + j]! += penalty;
  return system;
}

interface Gram {
  readonly gram: Float64Array;
  /** How many items have a row that is not 0. */
  readonly active: number;
}

const grams = new WeakMap<Embeddings, Gram>();

/** Sums of products of the items' components, computed once, because a model's numbers do not change. */
function gramOf(model: Embeddings): Gram {
  let known = grams.get(model);
  if (!known) {
    const { noComponents: d, itemEmbeddings } = model;
    const gram = new Float64Array(d * d);
    let active = 0;
    for (let at = 0; at < itemEmbeddings.length; at += d) {
      const row = itemEmbeddings.subarray(at, at + d);
      addSquare(gram, row, 1);
      if (row.some((value) => value !== 0)) active++;
    }
    known = { gram, active };
    grams.set(model, known);
  }
  return known;
}

function addSquare(matrix: Float64Array, row: Float32Array, weight: number): void {
  const d = row.length;
  for (let i = 0; i < d; i++) {
    const factor = weight * row[i]!;
    for (let j = 0; j < d; j++) matrix[i * d + j]! += factor * row[j]!;
  }
}

function applied(matrix: Float64Array, vector: Float64Array): Float64Array {
  const d = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += matrix[i * d + j]! * vector[j]!;
    return sum;
  });
}

function agrees(solved: Float64Array, published: Float32Array): boolean {
  const largest = published.reduce((most, value) => Math.max(most, abs(value)), 0);
  return largest > 0 && solved.every((value, j) => abs(value - published[j]!) <= TOLERANCE * largest);
}
