import { cellText, type Cell } from '@segue/core/tables/cells';
import type { ParsedTable } from '@segue/core/tables/reading/parse-table';
import { type InteractionColumns, usersIn } from '@segue/core/tables/sums/interactions';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import type { RankingRules } from '@segue/core/model/evaluation/evaluate';
import { holdOut, leaveOneOut, randomHoldOut, splitBy, type HeldOutParts } from '@segue/core/model/evaluation/hold-out';
import { newestLast } from '@segue/core/model/evaluation/newest-last';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { Failure } from '../failure.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { readSplitFile } from './split-file.js';
import { findColumn } from './table-file.js';

/** Parts of the pairs, and which items can be ranked, if not all. */
export type MeasuredParts = HeldOutParts & Pick<RankingRules, 'isRanked'>;

/** A table, its columns, and what was made of its rows. */
export interface PreparedTable {
  readonly table: ParsedTable;
  readonly columns: InteractionColumns;
  readonly prepared: PreparedInteractions;
}

type SplitOptions = Pick<EvaluateOptions, 'fraction' | 'parameters' | 'time'>;

const splits: Readonly<
  Record<EvaluateOptions['method'], (prepared: PreparedTable, options: SplitOptions) => MeasuredParts>
> = {
  hash: ({ prepared: { users, items, interactions } }, { fraction }) =>
    holdOut(users, items, interactions, { fraction, key: evaluationSplit.key }),
  discover: ({ prepared: { users, items, interactions } }, { fraction }) =>
    discoverSplit(users, items, interactions, { fraction, key: evaluationSplit.key }),
  'leave-one-out': ({ prepared: { users, items, interactions } }) =>
    leaveOneOut(users, items, interactions, evaluationSplit),
  random: ({ prepared: { interactions } }, { fraction, parameters }) =>
    randomHoldOut(interactions, fraction, parameters.randomState),
  newest: (prepared, { fraction, time }) =>
    newestLast(prepared.prepared.interactions, timesOf(prepared, time), fraction),
};

/** Splits by a method, without a split file. */
export function splitByMethod(
  method: EvaluateOptions['method'],
  prepared: PreparedTable,
  options: SplitOptions,
): MeasuredParts {
  return splits[method](prepared, options);
}

/**
 * Splits as the options say. With a split file, a pair that occurs in several rows goes where its first row goes, so that no
 * pair is in both parts.
 */
export async function splitPairs(prepared: PreparedTable, options: EvaluateOptions): Promise<MeasuredParts> {
  const { split, method } = options;
  if (split === undefined) return splitByMethod(method, prepared, options);
  const parts = await readSplitFile(split, prepared.table.rows.length);
  const partOf = byPair(prepared, (_, row) => parts[row]!, (first) => first); // prettier-ignore
  const { interactions } = prepared.prepared;
  return splitBy(
    interactions,
    Uint8Array.from(ofEntries(prepared, partOf), (part) => part ?? 0),
  );
}

/**
 * When each pair was last seen; NaN where its rows have no time.
 * @throws Failure if a value is neither a number nor an ISO date, if there are both, or if they order nothing
 */
function timesOf(prepared: PreparedTable, column: string | undefined): Float64Array {
  if (column === undefined) throw new Failure('Name the column that says when, with --time.');
  const at = findColumn(prepared.table, column);
  const cells = prepared.table.rows.map((row) => row[at] ?? '').filter((cell) => cellText(cell) !== '');
  const strange = cells.find((cell) => Number.isNaN(momentOf(cell)));
  if (strange !== undefined) {
    throw new Failure(`--time ${column} has "${cellText(strange)}": give numbers or dates such as 2024-12-31.`);
  }
  if (new Set(cells.map((cell) => typeof cell)).size > 1) {
    throw new Failure(`--time ${column} has numbers and dates, which cannot be compared: give one of them.`);
  }
  const latest = (one: number, other: number) => (Number.isNaN(one) || other > one ? other : one);
  const timeOf = byPair(prepared, (row) => momentOf(row[at] ?? ''), latest);
  const times = Float64Array.from(ofEntries(prepared, timeOf), (time) => time ?? NaN);
  if (new Set(times).size < 2) throw new Failure(`--time ${column} says the same of all pairs, so none is newest.`);
  return times;
}

/** A number such as Unix seconds as it is, an ISO date in milliseconds since 1970; NaN for any other text. */
function momentOf(cell: Cell): number {
  if (typeof cell === 'number') return cell;
  return /^\s*\d{4}-\d\d-\d\d/.test(cellText(cell)) ? Date.parse(cellText(cell)) : NaN;
}

/** A value for each pair of the table, from its rows in order. */
function byPair<Value>(
  { table, columns }: PreparedTable,
  valueOf: (cells: readonly Cell[], row: number) => Value,
  merge: (before: Value, next: Value) => Value,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [row, cells] of table.rows.entries()) {
    const value = valueOf(cells, row);
    for (const user of usersIn(cellText(cells[columns.user] ?? ''), columns)) {
      const pair = pairKey(user, cellText(cells[columns.item] ?? ''));
      const before = values.get(pair);
      values.set(pair, before === undefined ? value : merge(before, value));
    }
  }
  return values;
}

function ofEntries<Value>(
  { prepared: { users, items, interactions } }: PreparedTable,
  values: ReadonlyMap<string, Value>,
): (Value | undefined)[] {
  return Array.from(interactions.row, (user, entry) =>
    values.get(pairKey(users[user]!, items[interactions.col[entry]!]!)),
  );
}

function pairKey(user: string, item: string): string {
  return JSON.stringify([user, item]);
}
