import { RandomState } from '@segue/core/model/random';
import type { Cell } from '@segue/core/tables/cells';
import type { Merge } from '@segue/core/contract/stored/model';

/** The rows of a table, and what its columns are. */
export interface SteadyTable {
  readonly rows: readonly Cell[][];
  /** Numbers of columns. */
  readonly user: number;
  readonly item: number;
  /** A column of numbers of which one can be raised by 1; absent if there is none. */
  readonly number?: number;
}

/** A small change of a table or of its model. */
export interface SmallEdit {
  readonly rows?: readonly Cell[][];
  readonly merge?: Merge;
  readonly seed?: number;
  /** The users whose rows were changed. */
  readonly touched: readonly string[];
}

/** What people do to a table, one small thing each; `null` where the table does not have what it takes. */
export const editKinds: Readonly<Record<string, (table: SteadyTable, draw: RandomState) => SmallEdit | null>> = {
  'number + 1': ({ rows, user, number }, draw) => {
    if (number === undefined) return null;
    const at = rowWith(rows, draw, (cells) => typeof cells[number] === 'number');
    return changed(rows, at, number, Number(rows[at]![number]) + 1, [nameOf(rows, at, user)]);
  },
  'another user': ({ rows, user }, draw) => {
    const at = draw.bounded(rows.length - 1);
    const other = rowWith(rows, draw, (cells) => cells[user] !== rows[at]![user]);
    const touched = [nameOf(rows, at, user), nameOf(rows, other, user)];
    return changed(rows, at, user, rows[other]![user]!, touched);
  },
  append: ({ rows, user, item }, draw) => {
    const [at, other] = [draw.bounded(rows.length - 1), draw.bounded(rows.length - 1)];
    const cells = withCell(rows[at]!, item, rows[other]![item]!);
    return { rows: [...rows, cells], touched: [nameOf(rows, at, user)] };
  },
  'new item': ({ rows, user, item }, draw) => {
    const at = draw.bounded(rows.length - 1);
    // Enough rows for any automatic minimum of these tables.
    const added = Array.from({ length: 5 }, () => withCell(rows[at]!, item, 'Never Seen Before'));
    return { rows: [...rows, ...added], touched: [nameOf(rows, at, user)] };
  },
  delete: ({ rows, user }, draw) => {
    const at = draw.bounded(rows.length - 1);
    return { rows: rows.filter((_, row) => row !== at), touched: [nameOf(rows, at, user)] };
  },
  'merge of users': ({ rows, user }, draw) => {
    const at = draw.bounded(rows.length - 1);
    const other = rowWith(rows, draw, (cells) => cells[user] !== rows[at]![user]);
    const [from, into] = [nameOf(rows, at, user), nameOf(rows, other, user)];
    return { merge: { side: 'user', from, into }, touched: [from, into] };
  },
  'another seed': (_, draw) => ({ seed: 1 + draw.bounded(1_000_000), touched: [] }),
};

function rowWith(rows: SteadyTable['rows'], draw: RandomState, fits: (cells: Cell[]) => boolean): number {
  for (;;) {
    const at = draw.bounded(rows.length - 1);
    if (fits(rows[at]!)) return at;
  }
}

function nameOf(rows: SteadyTable['rows'], at: number, column: number): string {
  return String(rows[at]![column]);
}

function withCell(cells: readonly Cell[], column: number, cell: Cell): Cell[] {
  return cells.map((old, at) => (at === column ? cell : old));
}

function changed(
  rows: SteadyTable['rows'],
  at: number,
  column: number,
  cell: Cell,
  touched: readonly string[],
): SmallEdit {
  return { rows: rows.map((cells, row) => (row === at ? withCell(cells, column, cell) : cells)), touched };
}
