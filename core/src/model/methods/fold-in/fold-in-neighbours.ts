import type { FoldedRow, Liking } from '../../answers/fold-in.js';
import { checkTaste } from '../../answers/recommend.js';
import type { Embeddings } from '../../state.js';

/**
 * The row of a new user of `fitNeighbours`: the rows of the liked items, added up by weight. An item's score is then the
 * sum of its published neighbourhood with each like. Dislikes do not count, as in the fit.
 *
 * @throws ModelError `value` if an item is not in the model or a weight is beyond ±1e6.
 */
export function foldInNeighbours(model: Embeddings, likings: readonly Liking[]): FoldedRow {
  const { noComponents: d, itemEmbeddings } = model;
  const row = new Float64Array(d);
  for (const { item, weight } of likings) {
    checkTaste(model, { kind: 'item', index: item, weight });
    if (weight > 0) for (let j = 0; j < d; j++) row[j]! += weight * itemEmbeddings[item * d + j]!;
  }
  return { embedding: Float32Array.from(row), bias: 0 };
}
