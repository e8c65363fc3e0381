import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitAttributeMap, rowsByDescription } from '@segue/core/model/descriptions/attribute-map';
import { describeUntrained } from '@segue/core/model/descriptions/untrained-items';
import { standardisedColumns } from '@segue/core/model/methods/standardised-columns';
import { seeded } from '../../support/seeded.js';

/** Ridge regression with a free intercept by Gaussian elimination on the normal equations. */
function naiveWeights(x: number[][], y: number[], penalty: number): number[] {
  const rows = x.map((row) => [1, ...row]);
  const width = rows[0]!.length;
  const system = Array.from({ length: width }, (_, a) => [
    ...Array.from({ length: width }, (_, b) => {
      return rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0) + (a === b && a > 0 ? penalty : 0);
    }),
    rows.reduce((sum, row, at) => sum + row[a]! * y[at]!, 0),
  ]);
  for (let a = 0; a < width; a++) {
    const best = system.slice(a).reduce((most, row) => (Math.abs(row[a]!) > Math.abs(most[a]!) ? row : most));
    system[system.indexOf(best)] = system[a]!;
    system[a] = best;
    for (const row of system) {
      if (row === best) continue;
      const factor = row[a]! / best[a]!;
      for (let b = a; b <= width; b++) row[b]! -= factor * best[b]!;
    }
  }
  return system.map((row, a) => row[width]! / row[a]!);
}

const number = fc.double({ min: -9, max: 9, noNaN: true });
const table = fc.integer({ min: 2, max: 12 }).chain((items) =>
  fc.record({
    items: fc.constant(items),
    numbers: fc.array(fc.tuple(number, number), { minLength: items, maxLength: items }),
    tags: fc.array(fc.tuple(fc.constantFrom(0, 0.5, 1)), { minLength: items, maxLength: items }),
    embeddings: fc.array(fc.tuple(number, number), { minLength: items, maxLength: items }),
    biases: fc.array(number, { minLength: items, maxLength: items }),
  }),
);

describe('fitAttributeMap', () => {
  it('gives what the normal equations give', () => {
    fc.assert(
      fc.property(table, ({ items, numbers, tags, embeddings, biases }) => {
        const values = Float64Array.from(numbers.flatMap((of, item) => [...of, ...tags[item]!]));
        const described = { items, columns: 3, values, tags: 1 };
        const rows = { embeddings: Float32Array.from(embeddings.flat()), biases: Float32Array.from(biases) };
        const { weights } = fitAttributeMap(described, rows);
        const standardised = standardisedColumns(described);
        const x = Array.from({ length: items }, (_, item) => [...standardised.subarray(3 * item, 3 * item + 3)]);
        const outputs = [
          [...rows.embeddings].filter((_, at) => at % 2 === 0),
          [...rows.embeddings].filter((_, at) => at % 2 === 1),
          [...rows.biases],
        ];
        outputs.forEach((y, output) => {
          naiveWeights(x, y, 1).forEach((weight, variable) => {
            expect(weights[variable * 3 + output]).toBeCloseTo(weight, 4);
          });
        });
      }),
      seeded(200),
    );
  });

  it('tells a new row by its tags, and the mean row by nothing', () => {
    const items = 40;
    const values = Float64Array.from({ length: 2 * items }, (_, at) => Number(Math.floor(at / 2) % 2 === at % 2));
    const described = { items, columns: 2, values, tags: 2 };
    const embeddings = Float32Array.from({ length: items }, (_, item) => (item % 2 === 0 ? 4 : -4));
    const map = fitAttributeMap(described, { embeddings, biases: new Float32Array(items) });
    const told = rowsByDescription(map, { items: 3, columns: 2, values: Float64Array.of(1, 0, 0, 1, 0, 0), tags: 2 });
    expect([...told.embeddings].map((value) => Math.round(value))).toEqual([4, -4, 0]);
  });

  it('refuses descriptions of other rows', () => {
    const described = { items: 2, columns: 1, values: Float64Array.of(1, 2) };
    expect(() => fitAttributeMap(described, { embeddings: new Float32Array(3), biases: new Float32Array(3) })).toThrow(
      'The descriptions are of 2 rows, but the model has 3.',
    );
  });
});

describe('describeUntrained', () => {
  const described = { items: 3, columns: 1, values: Float64Array.of(1, 0, 1), tags: 1 };
  const model = {
    noComponents: 1,
    itemEmbeddings: Float32Array.of(2, -2, 9),
    itemBiases: Float32Array.of(1, 0, 9),
    userEmbeddings: Float32Array.of(1),
    userBiases: Float32Array.of(0),
  };
  const trainedOn = (...col: number[]) => ({
    users: 1,
    items: 3,
    row: new Int32Array(col.length),
    col: Int32Array.from(col),
  });

  it('gives untrained items the rows that their descriptions tell, and leaves the others', () => {
    const told = describeUntrained(model, described, trainedOn(0, 1));
    expect([...told.itemEmbeddings.subarray(0, 2)]).toEqual([2, -2]);
    expect(told.itemEmbeddings[2]).toBeGreaterThan(0);
    expect(told.itemEmbeddings[2]).toBeLessThan(2);
    expect(model.itemEmbeddings[2]).toBe(9);
  });

  it('changes nothing where all items are trained', () => {
    expect(describeUntrained(model, described, trainedOn(0, 1, 2))).toBe(model);
  });
});
