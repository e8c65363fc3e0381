import { describe, expect, it } from '@jest/globals';
import { measureApart } from '@segue/core/model/evaluation/apart';
import type { Cells, Interactions } from '@segue/core/model/sparse';
import type { Embeddings } from '@segue/core/model/state';

/** Users 0 and 1 like items of the taste that their row has; items 4 and 5 have no train pair. */
const model: Embeddings = {
  noComponents: 1,
  userEmbeddings: Float32Array.of(1, -1),
  userBiases: new Float32Array(2),
  itemEmbeddings: Float32Array.of(2, 3, -2, -3, 0, 0),
  itemBiases: new Float32Array(6),
};
/** One number that says the taste, so that 4 is told to suit user 0, and 5 user 1. */
const itemColumns = { items: 6, columns: 1, values: Float64Array.of(2, 3, -2, -3, 4, -4) };

function cells(pairs: readonly (readonly [number, number])[]): Cells {
  const [row, col] = [0, 1].map((at) => Int32Array.from(pairs, (pair) => pair[at]!));
  return { users: 2, items: 6, row: row!, col: col! };
}

const known = [[0, 0], [0, 1], [1, 2], [1, 3], [1, 0]] as const; // prettier-ignore
const train: Interactions = { ...cells(known), value: new Float32Array(known.length).fill(1) };
const options = { method: 'regression', itemColumns, k: 1 } as const;

describe('measureApart', () => {
  it('tells items without train pairs by what describes them, and counts their pairs apart', () => {
    const parts = { train, test: cells([[0, 4], [1, 5], [0, 3]]) }; // prettier-ignore
    const { all, cold } = measureApart(model, parts, options);
    expect([all.heldOut, cold!.heldOut]).toEqual([3, 2]);
    expect(cold!.test).toMatchObject({ auc: 1, precision: 1 });
    // Popularity ranks both behind what has pairs, and alike.
    expect(cold!.popularity.auc).toBeLessThan(0.5);
    expect(all.test.auc).toBeLessThan(cold!.test.auc);
  });

  it('tells nothing of them without descriptions, nor by popularity', () => {
    const parts = { train, test: cells([[0, 4], [1, 5]]) }; // prettier-ignore
    const { itemColumns: _, ...undescribed } = options;
    for (const other of [undescribed, { ...options, method: 'popularity' as const }]) {
      const { all, cold } = measureApart(model, parts, other);
      expect(cold).toEqual(all);
      expect(cold!.test.auc).toBeLessThan(1);
    }
  });

  it('has no cold pairs where each hidden item has a train pair', () => {
    const { all, cold } = measureApart(model, { train, test: cells([[1, 1]]) }, options); // prettier-ignore
    expect([all.heldOut, cold]).toEqual([1, undefined]);
  });
});
