import type { Embeddings } from '../state.js';

/** The mean of all items of a model: a point that scores can be measured from. */
export interface AverageItem {
  /** Length d, float32 as the items' own. */
  readonly embedding: Float32Array;
  readonly bias: number;
}

const known = new WeakMap<Embeddings, AverageItem>();

/**
 * The average item of a model; worked out once, as a model's numbers do not change. Scores are linear in an item's embedding, so what this item gets is the
 * mean of what all items get, taste by taste. Raw scores of a ranking loss have no zero of their own; measured from here,
 * zero means "as the average item". A model without items has the average 0.
 */
export function averageItem(model: Embeddings): AverageItem {
  let average = known.get(model);
  if (!average) {
    average = meanOf(model);
    known.set(model, average);
  }
  return average;
}

function meanOf({ noComponents: d, itemEmbeddings, itemBiases }: Embeddings): AverageItem {
  const count = Math.max(1, itemBiases.length);
  const sums = new Float64Array(d);
  for (let at = 0; at < itemEmbeddings.length; at++) sums[at % d]! += itemEmbeddings[at]!;
  return {
    embedding: Float32Array.from(sums, (sum) => sum / count),
    bias: itemBiases.reduce((sum, bias) => sum + bias, 0) / count,
  };
}
