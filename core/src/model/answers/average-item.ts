import type { Embeddings } from '../state.js';

/** The mean of all items of a model: a reference point for scores. */
export interface AverageItem {
  /** Length d, float32 like the items' embeddings. */
  readonly embedding: Float32Array;
  readonly bias: number;
}

const known = new WeakMap<Embeddings, AverageItem>();

/**
 * The average item of a model, computed once, because a model's numbers do not change. Scores are linear in an item's
 * embedding, so this item's score is the mean of all items' scores, taste by taste. Raw scores of a ranking loss have
 * no natural zero; measured from here, zero means "like the average item". A model without items has the average 0.
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
