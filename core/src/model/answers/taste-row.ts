import type { Embeddings } from '../state.js';
import { itemStretch } from './item-stretch.js';
import { checkTaste, type Taste } from './recommend.js';

/** A request as one row, float64: an item's score is its own bias, plus `bias`, plus the product of both rows. */
export interface TasteRow {
  /** Length d. */
  readonly row: Float64Array;
  readonly bias: number;
}

/**
 * Several tastes as one row: scores are linear in the tastes (`scoreTastes`).
 * @throws ModelError as `checkTaste` does
 */
export function tasteRow(model: Embeddings, tastes: readonly Taste[]): TasteRow {
  const { noComponents: d, itemEmbeddings, userEmbeddings, userBiases } = model;
  const row = new Float64Array(d);
  let bias = 0;
  for (const taste of tastes) {
    checkTaste(model, taste);
    const { kind, index, weight } = taste;
    const rows = kind === 'user' ? userEmbeddings : itemEmbeddings;
    const factor = kind === 'user' ? weight : weight * itemStretch(model, index);
    for (let j = 0; j < d; j++) row[j]! += factor * rows[index * d + j]!;
    if (kind === 'user') bias += weight * userBiases[index]!;
  }
  return { row, bias };
}
