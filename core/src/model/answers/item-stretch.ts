import type { Embeddings } from '../state.js';

const { floor, min, sqrt } = Math;

/** So many users, evenly spread over all, say how far a user's scores lie apart. */
const SAMPLE = 100;

const known = new WeakMap<Embeddings, number>();

/**
 * What an item's row is multiplied by where it is a taste: so the scores that it gives to all items lie as far apart, by their
 * standard deviation, as those of a user do on average (of up to 100 users). Lengths of rows would not do: where users' rows point
 * elsewhere than items' rows, as in a regression, an item would drown them. 0 if the item's scores are all alike.
 */
export function itemStretch(model: Embeddings, item: number): number {
  const own = spreadOf(model, model.itemEmbeddings, item);
  return own === 0 ? 0 : usualSpread(model) / own;
}

/** Computed once for each model, because a model's numbers do not change. */
function usualSpread(model: Embeddings): number {
  const spread = known.get(model) ?? meanSpread(model);
  known.set(model, spread);
  return spread;
}

function meanSpread(model: Embeddings): number {
  const users = model.userBiases.length;
  const sample = min(SAMPLE, users);
  let sum = 0;
  for (let at = 0; at < sample; at++) sum += spreadOf(model, model.userEmbeddings, floor((at * users) / sample));
  return sample === 0 ? 0 : sum / sample;
}

/** The standard deviation of the products of a row with all items. */
function spreadOf(
  { noComponents: d, itemEmbeddings, itemBiases }: Embeddings,
  rows: Float32Array,
  row: number,
): number {
  const items = itemBiases.length;
  let [sum, squares] = [0, 0];
  for (let item = 0; item < items; item++) {
    let product = 0;
    for (let j = 0; j < d; j++) product += rows[row * d + j]! * itemEmbeddings[item * d + j]!;
    sum += product;
    squares += product * product;
  }
  const variance = items === 0 ? 0 : squares / items - (sum / items) ** 2;
  return variance > 1e-12 * (squares / items) ? sqrt(variance) : 0;
}
