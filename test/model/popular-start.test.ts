import { describe, expect, it } from '@jest/globals';
import { popularityWeight, popularityWorth, popularStart } from '@segue/core/model/answers/popular-start';

const likers = [0, 1, 4, 9, 36];
const scores = Float32Array.of(-1, 2, 0, 3, 1);
const deviationOf = (values: ArrayLike<number>) => {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
};

describe('popularStart', () => {
  it('orders by popularity, has the mean 0, and as much spread as the scores, times its weight', () => {
    for (const likes of [1, 3, 10]) {
      const added = [...popularStart(scores, likers, popularityWeight(likes))];
      expect(added).toEqual([...added].sort((a, b) => a - b));
      expect(added.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      expect(deviationOf(added)).toBeCloseTo(popularityWeight(likes) * deviationOf(scores), 12);
    }
  });

  it('fades as likes come in', () => {
    expect([0, 1, 3, 15].map(popularityWeight)).toEqual([1.5, 1.5, 0.5, 0.1]);
  });

  it('decides alone where all scores are the same, and adds nothing where all items are as popular', () => {
    expect(deviationOf(popularStart(new Float32Array(5), likers, 1.5))).toBeCloseTo(1.5, 12);
    expect([...popularStart(scores, [3, 3, 3, 3, 3], 1)]).toEqual([0, 0, 0, 0, 0]);
    expect([...popularStart(new Float32Array(0), [], 1)]).toEqual([]);
  });
});

describe('popularityWorth', () => {
  it('is 1 where most like the same few of many items', () => {
    const rare = Array.from({ length: 30 }, (_, at) => 2 + at);
    const liked = Array.from({ length: 10 }, () => [0, 1]).flat();
    expect(popularityWorth(Int32Array.from([...liked, ...rare]), 32)).toBe(1);
  });

  it('is 0 where items are as popular as each other, or nobody shares one', () => {
    expect(popularityWorth(Int32Array.of(0, 0, 1, 1, 2, 2), 3)).toBe(0);
    expect(popularityWorth(Int32Array.of(0, 1, 2, 3), 4)).toBe(0);
    expect(popularityWorth(new Int32Array(0), 0)).toBe(0);
  });
});
