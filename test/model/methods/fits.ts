import type { MethodInput } from '@segue/core/model/methods/method';
import { modelScorer } from '@segue/core/model/answers/recommend';
import type { Embeddings } from '@segue/core/model/state';
import type { ItemColumns } from '@segue/core/model/training/item-features';
import { interactionsOf } from '../interactions.js';

/** Runs a fit, or what else goes in steps, to its end. */
export function finishFit<Result>(fit: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = fit.next();
    if (done === true) return value;
  }
}

/** Every user's score of every item. */
export function scoresOf(model: Embeddings): number[][] {
  const score = modelScorer(model);
  return Array.from(model.userBiases, (_, user) => [...score(user)]);
}

/** The largest difference between two tables of scores. */
export function distanceBetween(one: readonly number[][], other: readonly number[][]): number {
  return Math.max(0, ...one.flatMap((row, at) => row.map((value, item) => Math.abs(value - other[at]![item]!))));
}

/** What to learn from: a value for each pair, 0 for none; users u000, u001 …, items i000, i001 …. */
export function inputOf(values: readonly (readonly number[])[], columns?: readonly (readonly number[])[]): MethodInput {
  const items = values[0]?.length ?? 0;
  const entries = values.flatMap((row, user) =>
    row.flatMap((value, item) => (value === 0 ? [] : [[user, item, value] as const])),
  );
  const named = (letter: string, count: number) =>
    Array.from({ length: count }, (_, at) => letter + String(at).padStart(3, '0'));
  const input = {
    users: named('u', values.length),
    items: named('i', items),
    interactions: interactionsOf(values.length, items, entries),
  };
  return columns === undefined ? input : { ...input, itemColumns: itemColumnsOf(columns) };
}

function itemColumnsOf(columns: readonly (readonly number[])[]): ItemColumns {
  const width = columns[0]?.length ?? 0;
  return { items: columns.length, columns: width, values: Float64Array.from(columns.flat()) };
}

/** The solution of a dense system, by Gauss-Jordan elimination with pivots. */
export function solveDense(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  rows.forEach((_, column) => {
    let best = column;
    for (let row = column; row < rows.length; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[best]![column]!)) best = row;
    }
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const pivot = rows[column].map((value) => value / rows[column]![column]!);
    rows[column] = pivot;
    rows.forEach((row, at) => {
      if (at === column) return;
      const factor = row[column]!;
      rows[at] = row.map((value, k) => value - factor * pivot[k]!);
    });
  });
  return rows.map((row) => row.at(-1) ?? NaN);
}
