import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalFactors, nearItems, type Likeness } from '@segue/core/model/answers/near-items';
import type { Embeddings } from '@segue/core/model/state';

const d = 3;

function modelOf(rows: readonly (readonly number[])[]): Embeddings {
  return {
    noComponents: d,
    itemEmbeddings: Float32Array.from(rows.flat()),
    itemBiases: new Float32Array(rows.length),
    userEmbeddings: new Float32Array(0),
    userBiases: new Float32Array(0),
  };
}

const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, j) => sum + value * y[j]!, 0);

function likeness(x: readonly number[], y: readonly number[], by: Likeness): number {
  const [xx, yy, xy] = [product(x, x), product(y, y), product(x, y)];
  if (xx === 0 || yy === 0) return 0;
  return by === 'place' ? (2 * xy) / (xx + yy) : xy / Math.sqrt(xx * yy);
}

/** From the definition: at least 0.5 alike, and fewer than 1 % of the others (or 5) more alike. */
function naive(rows: number[][], item: number, by: Likeness, candidates: ReadonlySet<number>): number[] {
  const others = rows.map((_, other) => other).filter((other) => other !== item);
  const alike = rows.map((row) => Math.fround(likeness(rows[item]!, row, by)));
  const ahead = (other: number) => others.filter((each) => alike[each]! > alike[other]!).length;
  const most = Math.max(5, Math.ceil(others.length / 100));
  return others
    .filter((other) => candidates.has(other) && alike[other]! >= 0.5)
    .sort((a, b) => alike[b]! - alike[a]!)
    .slice(0, 2)
    .filter((other) => ahead(other) < most);
}

const number = fc.integer({ min: -4, max: 4 });
const someRows = fc.array(fc.array(number, { minLength: d, maxLength: d }), { minLength: 2, maxLength: 40 });

describe('nearItems', () => {
  it('finds what a naive computation finds', () => {
    fc.assert(
      fc.property(
        someRows,
        fc.constantFrom<Likeness>('direction', 'place'),
        fc.array(fc.nat(39)),
        (rows, by, known) => {
          const candidates = new Set(known.filter((item) => item < rows.length));
          const question = {
            by,
            factors: Float64Array.of(1, 1, 1),
            isCandidate: (item: number) => candidates.has(item),
            count: 2,
          };
          const found = nearItems(modelOf(rows), 0, question).map(({ item }) => item);
          expect(found).toEqual(naive(rows, 0, by, candidates));
        },
      ),
    );
  });

  it('leaves out components with the factor 0', () => {
    const model = modelOf([
      [1, 0, 9],
      [1, 0, -9],
      [0, 1, 9],
    ]);
    const question = { by: 'place', factors: Float64Array.of(1, 1, 0), isCandidate: () => true, count: 2 } as const;
    expect(nearItems(model, 0, question)).toEqual([{ item: 1, score: 1 }]);
  });

  it('takes rows of other lengths for less alike by place, but not by direction', () => {
    const model = modelOf([
      [1, 0, 0],
      [4, 0, 0],
    ]);
    const question = { factors: Float64Array.of(1, 1, 1), isCandidate: () => true, count: 1 };
    expect(nearItems(model, 0, { by: 'place', ...question })).toEqual([]);
    expect(nearItems(model, 0, { by: 'direction', ...question })).toEqual([{ item: 1, score: 1 }]);
  });
});

describe('equalFactors', () => {
  it('give each component the same spread', () => {
    const model = modelOf([
      [3, 0, 1],
      [-4, 0, 1],
    ]);
    expect(equalFactors(model)).toEqual(Float64Array.of(Math.sqrt(2 / 25), 0, 1));
  });
});
