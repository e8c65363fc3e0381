import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketSegments, exactSegments, histogramOf, quartilesOf } from '@segue/core/tables/profile/distribution';
import { bucketBounds, bucketError, bucketOf } from '@segue/core/tables/profile/number-buckets';
import { seeded } from '../support/seeded.js';

const ones = (values: number[]) => exactSegments(values.map((value) => [value, 1]));

describe('bucketOf', () => {
  it('puts a number into a bucket that is narrow about it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(Math.abs(value) > 1e-300);
        const { low, high } = bucketBounds(bucketOf(value));
        expect(low <= value && value <= high).toBe(true);
        expect(Math.abs(low / 2 + high / 2 - value) / Math.abs(value)).toBeLessThanOrEqual(bucketError * 1.0001);
      }),
      seeded(500),
    );
  });

  it('keeps zero apart, and mirrors the negative numbers', () => {
    expect(bucketOf(0)).toBe(0);
    expect(bucketBounds(0)).toEqual({ low: 0, high: 0 });
    expect(bucketOf(-3)).toBe(-bucketOf(3));
  });
});

describe('quartilesOf', () => {
  it('lies between neighbours where it falls between two values', () => {
    expect(quartilesOf(ones([1, 2, 3, 4]))).toEqual([1.75, 2.5, 3.25]);
    expect(quartilesOf(ones([5]))).toEqual([5, 5, 5]);
    expect(
      quartilesOf(
        exactSegments([
          [2, 3],
          [7, 1],
        ]),
      ),
    ).toEqual([2, 2, 3.25]);
  });

  it('estimates from buckets within their error', () => {
    const values = Array.from({ length: 999 }, (_, i) => 0.001 * 1.01 ** i);
    const buckets = new Map<number, number>();
    for (const value of values) buckets.set(bucketOf(value), (buckets.get(bucketOf(value)) ?? 0) + 1);
    const range = { min: values[0]!, max: values.at(-1)!, whole: false };
    const estimated = quartilesOf(bucketSegments(buckets, range));
    quartilesOf(ones(values)).forEach((exact, q) => {
      expect(Math.abs(estimated[q]! / exact - 1)).toBeLessThan(2 * bucketError);
    });
  });

  it('is exact for small whole numbers also by buckets', () => {
    const values = [-90, -3, -3, 0, 1, 5, 64, 100, 127];
    const buckets = new Map<number, number>();
    for (const value of values) buckets.set(bucketOf(value), (buckets.get(bucketOf(value)) ?? 0) + 1);
    expect(quartilesOf(bucketSegments(buckets, { min: -90, max: 127, whole: true }))).toEqual(
      quartilesOf(ones(values)),
    );
  });
});

describe('histogramOf', () => {
  it('has round edges, whole ones for whole numbers', () => {
    expect(histogramOf(ones([1, 2, 2, 5]), true)).toEqual({ edges: [1, 2, 3, 4, 5, 6], counts: [1, 2, 0, 0, 1] });
    expect(histogramOf(ones([0, 0.5, 1]), false)!.edges.slice(0, 4)).toEqual([0, 0.05, 0.1, 0.15]);
    expect(histogramOf(ones([7, 7]), true)).toEqual({ edges: [7, 8], counts: [2] });
    expect(histogramOf([], false)).toBeNull();
    expect(histogramOf(ones([-1e308, 1e308]), false)).toBeNull();
  });

  it('counts every number once, in bars that cover them all', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (values) => {
        const { edges, counts } = histogramOf(ones(values), false)!;
        expect(counts.reduce((sum, count) => sum + count)).toBe(values.length);
        expect(counts.every((count) => count >= 0)).toBe(true);
        expect(edges).toHaveLength(counts.length + 1);
        expect(counts.length).toBeLessThanOrEqual(22);
        expect(edges[0]!).toBeLessThanOrEqual(Math.min(...values) + 1e-8);
      }),
      seeded(300),
    );
  });
});
