import type { FoldedRow, Liking } from '../answers/fold-in.js';
import { centred, drawFrom, hashText } from '../name-hash.js';
import type { Embeddings } from '../state.js';
import { checkTaste } from '../answers/recommend.js';
import { checkIalsOptions, usualIals, usualUnobservedWeight, type IalsOptions } from './ials-options.js';
import { rowSolver, type RowSolver } from './implicit-rows.js';
import type { MethodFit, MethodInput } from './method.js';
import { pairsBySide, type PairsBySide } from './pairs-by-side.js';

const { fround, sqrt } = Math;

/**
 * Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky 2008, section 4):
 * rows whose product is near 1 for liked pairs and near 0 for all others,
 *
 *     Σ observed w · (target − x·y)²  +  α₀ · Σ all (x·y)²  +  λ · Σ (own weights + α₀ · others) · |row|²
 *
 * with the frequency-scaled regularisation of Rendle, Krichene, Zhang and Koren 2022 (section 4.1). A pair's weight is
 * its sample weight, 1 if absent; the target of a value below 0 is 0. Biases are 0. The start depends on nothing but the
 * items' names, and users are solved last, against the published items: `foldInIals` gives the same row.
 *
 * @throws ModelError `parameter` if an option is out of its range.
 */
export function* fitIals(input: MethodInput, options: Partial<IalsOptions> = {}): MethodFit {
  const unobservedWeight = options.unobservedWeight ?? usualUnobservedWeight(input.interactions);
  const settings = { ...usualIals, ...options, unobservedWeight };
  checkIalsOptions(settings);
  const { noComponents: d, sweeps, tolerance } = settings;
  const { users, items, interactions } = input;
  const { byUser, byItem } = pairsBySide(interactions);
  const sides = { users: sideOf(byUser, input), items: sideOf(byItem, input) };
  const solver = rowSolver(d, Math.max(users.length, items.length));
  const userRows = new Float64Array(users.length * solver.width);
  const itemRows = startingRows(items, sides.items, d, solver.width);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    solveSide(userRows, itemRows, sides.users, sides.items.active, solver, settings);
    const change = solveSide(itemRows, userRows, sides.items, sides.users.active, solver, settings);
    yield { done: sweep + 1, of: sweeps };
    if (change < tolerance) break;
  }
  for (let at = 0; at < itemRows.length; at++) itemRows[at] = fround(itemRows[at]!);
  solveSide(userRows, itemRows, sides.users, sides.items.active, solver, settings);
  return {
    noComponents: d,
    itemEmbeddings: published(itemRows, d, solver.width),
    itemBiases: new Float32Array(items.length),
    userEmbeddings: published(userRows, d, solver.width),
    userBiases: new Float32Array(users.length),
  };
}

/**
 * The row of a user who was never trained: one solve against the model's items. For the pairs and weights of a trained
 * user, it is that user's row.
 *
 * @param options as for the fit; sweeps do not matter.
 * @throws ModelError `parameter` if an option is out of its range; `value` if an item is not in the model or a weight is
 *   beyond ±1e6.
 */
export function foldInIals(
  model: Embeddings,
  likings: readonly Liking[],
  options: Partial<IalsOptions> & Pick<IalsOptions, 'unobservedWeight'>,
): FoldedRow {
  const { noComponents: d, itemEmbeddings, itemBiases } = model;
  for (const { item, weight } of likings) checkTaste(model, { kind: 'item', index: item, weight });
  const settings = { ...usualIals, ...options, noComponents: d };
  checkIalsOptions(settings);
  const items = itemBiases.length;
  const solver = rowSolver(d, Math.max(items, likings.length));
  const rows = new Float64Array(items * solver.width);
  let active = 0;
  for (let item = 0; item < items; item++) {
    const row = itemEmbeddings.subarray(item * d, (item + 1) * d);
    rows.set(row, item * solver.width);
    if (row.some((value) => value !== 0)) active++;
  }
  const { unobservedWeight, regularisation } = settings;
  solver.face(rows, unobservedWeight);
  const sorted = [...likings].sort((a, b) => a.item - b.item);
  const weights = Float64Array.from(sorted, ({ weight }) => Math.abs(weight));
  const observed = {
    starts: Int32Array.from(sorted, ({ item }) => item * solver.width),
    weights,
    isLiked: Uint8Array.from(sorted, ({ weight }) => (weight > 0 ? 1 : 0)),
    isPlain: sorted.every(({ weight }) => weight === 1),
    from: 0,
    to: sorted.length,
  };
  const own = weights.reduce((sum, weight) => sum + weight, 0);
  const row = solver.solve(observed, regularisation * (own + unobservedWeight * active));
  return { embedding: Float32Array.from(row.subarray(0, d)), bias: 0 };
}

/** One side's pairs, with what each counts. */
interface Side extends PairsBySide {
  /** By place in `others`: the weight, and 1 for liked pairs. */
  readonly weights: Float64Array;
  readonly isLiked: Uint8Array;
  /** Whether all pairs are liked and weigh 1. */
  readonly isPlain: boolean;
  /** How many of the side have a liked pair: the others have rows of zeros, as if they were not there. */
  readonly active: number;
  readonly isActive: Uint8Array;
}

function sideOf(pairs: PairsBySide, { interactions: { value, weight } }: MethodInput): Side {
  // Loops, because `from` goes through an iterator, which takes longer than a sweep.
  const { entries } = pairs;
  const weights = new Float64Array(entries.length);
  const isLiked = new Uint8Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    weights[at] = weight === undefined ? 1 : weight[entries[at]!]!;
    isLiked[at] = value[entries[at]!]! > 0 ? 1 : 0;
  }
  const isActive = new Uint8Array(pairs.starts.length - 1);
  for (let x = 0; x < isActive.length; x++) {
    for (let at = pairs.starts[x]!; at < pairs.starts[x + 1]!; at++) {
      if (isLiked[at] === 1 && weights[at]! > 0) isActive[x] = 1;
    }
  }
  const isPlain = weights.every((each) => each === 1) && isLiked.every((is) => is === 1);
  return { ...pairs, weights, isLiked, isPlain, isActive, active: isActive.reduce((sum, is) => sum + is, 0) };
}

/** Random directions by name, about half as long as a row that is trained. */
function startingRows(names: readonly string[], { isActive }: Side, d: number, width: number): Float64Array {
  const rows = new Float64Array(names.length * width);
  names.forEach((name, item) => {
    if (isActive[item] === 0) return;
    const hash = hashText(name);
    for (let j = 0; j < d; j++) rows[item * width + j] = centred(drawFrom(hash, j)) / sqrt(d);
  });
  return rows;
}

/** Solves all rows of one side; returns how much they changed, relative to their length. */
function solveSide(
  rows: Float64Array,
  facing: Float64Array,
  { starts: bounds, others, weights, isLiked, isPlain, isActive }: Side,
  facingActive: number,
  solver: RowSolver,
  { unobservedWeight, regularisation }: IalsOptions,
): number {
  const { width } = solver;
  let [moved, length] = [0, 0];
  solver.face(facing, unobservedWeight);
  const starts = others.map((other) => other * width);
  for (let x = 0; x < isActive.length; x++) {
    if (isActive[x] === 0) continue;
    const [from, to] = [bounds[x]!, bounds[x + 1]!];
    let own = 0;
    for (let at = from; at < to; at++) own += weights[at]!;
    const penalty = regularisation * (own + unobservedWeight * facingActive);
    const solved = solver.solve({ starts, from, to, weights, isLiked, isPlain }, penalty);
    for (let j = 0; j < width; j++) {
      const step = solved[j]! - rows[x * width + j]!;
      moved += step * step;
      length += solved[j]! * solved[j]!;
      rows[x * width + j] = solved[j]!;
    }
  }
  return length === 0 ? 0 : sqrt(moved / length);
}

function published(rows: Float64Array, d: number, width: number): Float32Array {
  const count = rows.length / width;
  const narrow = new Float32Array(count * d);
  for (let row = 0; row < count; row++) for (let j = 0; j < d; j++) narrow[row * d + j] = rows[row * width + j]!;
  return narrow;
}
