import type { FoldedRow, Liking } from '../answers/fold-in.js';
import { checkTaste } from '../answers/recommend.js';
import { centred, drawFrom, hashText } from '../name-hash.js';
import type { Embeddings } from '../state.js';
import { rowWidth, type IalsData } from './ials/ials-data.js';
import { startPlainKernel } from './ials/plain-kernel.js';
import { ialsDataOf, penaltyOf, usefulCounts } from './ials/side-data.js';
import { startIalsKernel } from './ials/start-kernel.js';
import { checkIalsOptions, usualIals, usualUnobservedWeight, type IalsOptions } from './ials-options.js';
import type { MethodFit, MethodInput } from './method.js';

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
  const data = ialsDataOf(interactions, settings);
  const kernel = startIalsKernel(data, settings.kernel);
  startRows(kernel.itemRows, items, data);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    kernel.solveUsers();
    const change = kernel.solveItems();
    yield { done: sweep + 1, of: sweeps };
    if (change < tolerance) break;
  }
  const { userRows, itemRows } = kernel;
  for (let at = 0; at < itemRows.length; at++) itemRows[at] = fround(itemRows[at]!);
  kernel.solveUsers();
  return {
    noComponents: d,
    itemEmbeddings: published(itemRows, items.length, d),
    itemBiases: new Float32Array(items.length),
    userEmbeddings: published(userRows, users.length, d),
    userBiases: new Float32Array(users.length),
  };
}

/**
 * The row of a user who was never trained: one solve against the model's items. For the pairs and weights of a trained
 * user, it is that user's row.
 *
 * @param options as for the fit; sweeps and kernel do not matter.
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
  let active = 0;
  for (let item = 0; item < items; item++) {
    if (itemEmbeddings.subarray(item * d, (item + 1) * d).some((value) => value !== 0)) active++;
  }
  const sorted = [...likings].sort((a, b) => a.item - b.item);
  const weights = Float64Array.from(sorted, ({ weight }) => Math.abs(weight));
  const targets = Float64Array.from(sorted, ({ weight }) => (weight > 0 ? 1 : 0));
  const own = weights.reduce((sum, weight) => sum + weight, 0);
  const none = new Int32Array(0);
  const kernel = startPlainKernel({
    d,
    unobservedWeight: settings.unobservedWeight,
    users: {
      starts: Int32Array.of(0, sorted.length),
      others: Int32Array.from(sorted, ({ item }) => item),
      counts: usefulCounts({ weights, targets }),
      // Without weights and items that matter there is no system to solve.
      penalties: Float64Array.of(own + active > 0 ? penaltyOf(own, active, settings) : -1),
    },
    items: { starts: none, others: none, counts: undefined, penalties: new Float64Array(items) },
  });
  for (let item = 0; item < items; item++) {
    kernel.itemRows.set(itemEmbeddings.subarray(item * d, (item + 1) * d), item * rowWidth(d));
  }
  kernel.solveUsers();
  return { embedding: Float32Array.from(kernel.userRows.subarray(0, d)), bias: 0 };
}

/** Random directions by name, about half as long as a row that is trained. */
function startRows(rows: Float64Array, names: readonly string[], { d, items }: IalsData): void {
  const width = rowWidth(d);
  names.forEach((name, item) => {
    if (items.penalties[item]! < 0) return;
    const hash = hashText(name);
    for (let j = 0; j < d; j++) rows[item * width + j] = centred(drawFrom(hash, j)) / sqrt(d);
  });
}

function published(rows: Float64Array, count: number, d: number): Float32Array {
  const width = rowWidth(d);
  const narrow = new Float32Array(count * d);
  for (let row = 0; row < count; row++) for (let j = 0; j < d; j++) narrow[row * d + j] = rows[row * width + j]!;
  return narrow;
}
