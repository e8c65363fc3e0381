import type { Embeddings } from '@segue/core/model/training/train';

const known = new WeakMap<Embeddings, Embeddings>();

/**
 * The model with one more item at the end: the average of all. Scores are linear in an item's embedding, so what this
 * item gets is the average of what all get, taste by taste. Measured from there, zero means "as the average item" and a
 * wish points right for those who fit it; raw scores of a ranking loss have no zero of their own.
 */
export function withAverageItem(model: Embeddings): Embeddings {
  let extended = known.get(model);
  if (!extended) {
    extended = extend(model);
    known.set(model, extended);
  }
  return extended;
}

function extend(model: Embeddings): Embeddings {
  const { noComponents: d, itemEmbeddings, itemBiases } = model;
  const count = itemBiases.length;
  const embeddings = new Float32Array(itemEmbeddings.length + d);
  const biases = new Float32Array(count + 1);
  embeddings.set(itemEmbeddings);
  biases.set(itemBiases);
  const sums = new Float64Array(d);
  for (let at = 0; at < itemEmbeddings.length; at++) sums[at % d]! += itemEmbeddings[at]!;
  for (let j = 0; j < d; j++) embeddings[count * d + j] = sums[j]! / Math.max(1, count);
  biases[count] = itemBiases.reduce((sum, bias) => sum + bias, 0) / Math.max(1, count);
  return { ...model, itemEmbeddings: embeddings, itemBiases: biases };
}
