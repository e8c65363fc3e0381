import type { FoldedRow, Liking } from '../../answers/fold-in.js';
import { checkTaste } from '../../answers/recommend.js';
import type { Embeddings } from '../../state.js';
import type { ItemColumns } from '../../training/item-features.js';
import { invertSymmetric } from '../linear-algebra/cholesky.js';
import { standardisedColumns } from '../standardised-columns.js';

const { abs, max } = Math;

/** What a new user's regression takes beside the embeddings. */
export interface RegressionTerms {
  /** λ. */
  readonly regularisation: number;
  /** By how much the published rows stretch each of the items' standardised numbers; their columns come first in a row. */
  readonly featureScales: readonly number[];
}

/** By how much a regression's published rows stretch the numbers that describe the items; 0 for one that has no effect. */
export function featureScales(model: Embeddings, itemColumns: ItemColumns | undefined): number[] {
  if (itemColumns === undefined) return [];
  const { items, columns } = itemColumns;
  const features = standardisedColumns(itemColumns);
  return Array.from({ length: columns }, (_, column) => {
    let [products, squares] = [0, 0];
    for (let item = 0; item < items; item++) {
      const value = features[item * columns + column]!;
      products += value * model.itemEmbeddings[item * model.noComponents + column]!;
      squares += value * value;
    }
    return squares > 0 ? products / squares : 0;
  });
}

/**
 * The row of a new user of `fitRegression`: the weights of one more ridge regression, over the items that a user of the
 * model likes, on who likes them and on their numbers. It is linear: each like adds its own part to every score. Dislikes
 * do not count, as in the fit.
 *
 * The first call for a model takes (users + numbers)³ / 2 operations, and the inverse is kept; each further one takes
 * likes · (users + numbers)².
 *
 * @throws ModelError `value` if an item is not in the model or a weight is beyond ±1e6.
 */
export function foldInRegression(model: Embeddings, likings: readonly Liking[], terms: RegressionTerms): FoldedRow {
  for (const { item, weight } of likings) checkTaste(model, { kind: 'item', index: item, weight });
  const { noComponents: d } = model;
  const { scales, inverse } = systemOf(model, terms);
  const width = d + 1;
  const weights = new Float64Array(width);
  for (const { item, weight } of likings) {
    if (!(weight > 0)) continue;
    const { at, values } = variablesOf(model, scales, item);
    for (let k = 0; k < at.length; k++) {
      const from = at[k]! * width;
      for (let j = 0; j < width; j++) weights[j]! += weight * values[k]! * inverse[from + j]!;
    }
  }
  return {
    embedding: Float32Array.from(scales, (scale, j) => (scale === 0 ? 0 : weights[j]! / scale)),
    bias: weights[d]!,
  };
}

/** What all new users' regressions share. */
interface SharedSystem {
  /** One per component: its variable, 0 where it has none, is the component divided by this. */
  readonly scales: Float64Array;
  /** The inverse of the normal equations, of components and intercept; 0 where nothing is liked. */
  readonly inverse: Float64Array;
}

const known = new WeakMap<Embeddings, SharedSystem>();

/** Computed once for each model, because a model's numbers do not change. */
function systemOf(model: Embeddings, terms: RegressionTerms): SharedSystem {
  let system = known.get(model);
  if (!system) {
    system = solveShared(model, terms);
    known.set(model, system);
  }
  return system;
}

function solveShared(model: Embeddings, { regularisation, featureScales: ofFeatures }: RegressionTerms): SharedSystem {
  const { noComponents: d, itemEmbeddings, itemBiases } = model;
  const columns = ofFeatures.length;
  const scales = new Float64Array(d);
  // Whether a user likes an item is 1 or 0: the column's largest entry is its scale.
  for (let at = 0; at < itemEmbeddings.length; at++) scales[at % d] = max(scales[at % d]!, abs(itemEmbeddings[at]!));
  ofFeatures.forEach((scale, column) => (scales[column] = scale));
  const width = d + 1;
  const system = new Float64Array(width * width);
  let liked = 0;
  for (let item = 0; item < itemBiases.length; item++) {
    const { at, values } = variablesOf(model, scales, item);
    if (!at.some((j) => j >= columns && j < d)) continue;
    liked++;
    for (let a = 0; a < at.length; a++) {
      for (let b = 0; b <= a; b++) system[at[a]! * width + at[b]!]! += values[a]! * values[b]!;
    }
  }
  for (let j = 0; j < d; j++) system[j * width + j]! += regularisation;
  return { scales, inverse: liked === 0 ? system.fill(0) : invertSymmetric(system, width) };
}

/** An item's variables that are not 0, ascending: of components, and 1 for the intercept. */
function variablesOf({ noComponents: d, itemEmbeddings }: Embeddings, scales: Float64Array, item: number) {
  const [at, values]: [number[], number[]] = [[], []];
  for (let j = 0; j < d; j++) {
    const value = itemEmbeddings[item * d + j]!;
    if (value === 0 || scales[j] === 0) continue;
    at.push(j);
    values.push(value / scales[j]!);
  }
  at.push(d);
  values.push(1);
  return { at, values };
}
