import { describe, expect, test } from '@jest/globals';
import { alignPoints, projectRows } from '@segue/core/model/answers/projection';

/** A flat ellipse in four dimensions: wide along the second axis, narrower along the fourth. */
const ellipse = Float32Array.from({ length: 60 * 4 }, (_, at) => {
  const angle = (Math.floor(at / 4) / 60) * 2 * Math.PI;
  return [0, 3 * Math.cos(angle), 7, Math.sin(angle)][at % 4]!;
});

describe('projectRows', () => {
  test('finds the two directions of greatest spread, the greatest first', () => {
    const { points, held } = projectRows(ellipse, 4);
    expect(held).toBeCloseTo(1, 6);
    for (let row = 0; row < 60; row++) {
      const [x, y] = [points[row * 2]!, points[row * 2 + 1]!];
      expect(Math.abs(x)).toBeCloseTo(Math.abs(ellipse[row * 4 + 1]!) / 3, 1);
      expect(Math.abs(y)).toBeCloseTo(Math.abs(ellipse[row * 4 + 3]!) / 3, 1);
    }
  });

  test('takes rows without any spread', () => {
    expect(projectRows(new Float32Array(12), 4)).toEqual({ points: new Float32Array(6), held: 0 });
    expect(projectRows(new Float32Array(0), 4).points).toHaveLength(0);
  });
});

describe('alignPoints', () => {
  test('turns and mirrors points back onto those they came from', () => {
    const { points } = projectRows(ellipse, 4);
    const turned = points.map((_, at) => (at % 2 === 0 ? -points[at + 1]! : -points[at - 1]!));
    const pairs = Array.from({ length: 60 }, (_, row): [number, number] => [row, row]);
    const aligned = alignPoints(turned, points, pairs);
    for (let at = 0; at < points.length; at++) expect(aligned[at]).toBeCloseTo(points[at]!, 5);
  });
});
