import type { Cells } from '../sparse.js';
import type { Embeddings } from '../state.js';
import type { ItemColumns } from '../training/item-features.js';
import { fitAttributeMap, rowsByDescription } from './attribute-map.js';

/** Some rows of descriptions, in this order. */
export function pickItems(described: ItemColumns, items: readonly number[]): ItemColumns {
  const { columns, values } = described;
  const picked = new Float64Array(items.length * columns);
  items.forEach((item, at) => picked.set(values.subarray(item * columns, (item + 1) * columns), at * columns));
  return { ...described, items: items.length, values: picked };
}

/**
 * A model with the rows that descriptions give for the items that it was not trained on, as for a version's items without
 * pairs: to measure how well these are predicted.
 *
 * @param train the pairs that it was trained on.
 */
export function describeUntrained(model: Embeddings, described: ItemColumns, train: Cells): Embeddings {
  const { noComponents: d, itemBiases, itemEmbeddings } = model;
  const isTrained = new Uint8Array(itemBiases.length);
  for (const item of train.col) isTrained[item] = 1;
  const trained = [...isTrained.keys()].filter((item) => isTrained[item] === 1);
  const untrained = [...isTrained.keys()].filter((item) => isTrained[item] === 0);
  if (trained.length === 0 || untrained.length === 0) return model;
  const rows = {
    embeddings: Float32Array.from({ length: trained.length * d }, (_, at) => {
      return itemEmbeddings[trained[Math.floor(at / d)]! * d + (at % d)]!;
    }),
    biases: Float32Array.from(trained, (item) => itemBiases[item]!),
  };
  const map = fitAttributeMap(pickItems(described, trained), rows);
  const predicted = rowsByDescription(map, pickItems(described, untrained));
  const [embeddings, biases] = [itemEmbeddings.slice(), itemBiases.slice()];
  untrained.forEach((item, at) => {
    embeddings.set(predicted.embeddings.subarray(at * d, (at + 1) * d), item * d);
    biases[item] = predicted.biases[at]!;
  });
  return { ...model, itemEmbeddings: embeddings, itemBiases: biases };
}
