import { ModelError } from './errors.js';

/**
 * Cells of a users × items matrix, without values, such as held-out ones. A fit takes `Interactions`, so it cannot be
 * given these.
 */
export interface Cells {
  /** Number of users, rows of the matrix. */
  readonly users: number;
  /** Number of items, columns of the matrix. */
  readonly items: number;
  /** User of each entry, in [0, users). */
  readonly row: Int32Array;
  /** Item of each entry, in [0, items). */
  readonly col: Int32Array;
}

/**
 * User × item interactions, one entry per index (coordinate format). Order matters: the shuffle permutes these indices,
 * so the same set in a different order trains a different model. Duplicates are separate examples.
 */
export interface Interactions extends Cells {
  /** Value of each entry; > 0 is a positive. Any further meaning depends on the loss. */
  readonly value: Float32Array;
  /** Sample weight of each entry; all 1 if absent. */
  readonly weight?: Float32Array;
}

/** The array types for the values of a matrix; the model itself works in float32. */
export type Values = Float32Array | Float64Array | Int32Array;

/** A sparse matrix in coordinate format: entry i is `data[i]` at (`row[i]`, `col[i]`). Duplicates may occur. */
export interface Coo<Data extends Values = Float32Array> {
  readonly format: 'coo';
  readonly rows: number;
  readonly cols: number;
  readonly row: Int32Array;
  readonly col: Int32Array;
  readonly data: Data;
}

/**
 * A sparse matrix by rows: entries from `indptr[r]` up to, but not including, `indptr[r + 1]` are row r. Columns in a
 * row may be unsorted and repeated, unless a function says otherwise.
 */
export interface Csr<Data extends Values = Float32Array> {
  readonly format: 'csr';
  readonly rows: number;
  readonly cols: number;
  /** Length rows + 1, starts at 0, never decreases. */
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly data: Data;
}

/** All cells of both. */
export function joinCells(one: Cells, other: Cells): Cells {
  const join = (a: Int32Array, b: Int32Array) => {
    const both = new Int32Array(a.length + b.length);
    both.set(a);
    both.set(b, a.length);
    return both;
  };
  return { users: one.users, items: one.items, row: join(one.row, other.row), col: join(one.col, other.col) };
}

/** The cells of the positives, with a value above 0, and all others. */
export function splitByOpinion({ users, items, row, col, value }: Interactions): { liked: Cells; others: Cells } {
  const select = (isLiked: boolean): Cells => {
    const isOne = (_: number, entry: number) => value[entry]! > 0 === isLiked;
    return { users, items, row: row.filter(isOne), col: col.filter(isOne) };
  };
  return { liked: select(true), others: select(false) };
}

/** The items of each user, sorted and unique; the values are 0. */
export function cellRows({ users, items, row, col }: Cells): Csr {
  return toCanonicalCsr({ format: 'coo', rows: users, cols: items, row, col, data: new Float32Array(row.length) });
}

/** Any sparse matrix. */
export type Sparse<Data extends Values = Float32Array> = Coo<Data> | Csr<Data>;

/** The interactions' values as a matrix; the arrays are shared. */
export function interactionMatrix(interactions: Interactions): Coo {
  const { users, items, row, col, value } = interactions;
  return { format: 'coo', rows: users, cols: items, row, col, data: value };
}

/** The largest number of rows, columns, draws and the like that a kernel counts. */
export const largestInt32 = 0x7fffffff;

/**
 * Checks format, sizes, lengths and bounds, once, where data enters the model.
 *
 * @throws ModelError `value`, naming the matrix by `what`.
 */
export function checkSparse(matrix: Sparse<Values>, what: string): void {
  const format: unknown = matrix.format;
  if (format !== 'coo' && format !== 'csr')
    refuse(what, 'must be a scipy.sparse matrix, here an object of format coo or csr');
  const { rows, cols, data } = matrix;
  for (const size of [rows, cols]) {
    if (!(Number.isInteger(size) && size >= 0 && size <= largestInt32)) refuse(what, `is ${rows} × ${cols}`);
  }
  const columns = matrix.format === 'coo' ? matrix.col : matrix.indices;
  if (columns.length !== data.length) refuse(what, `has ${columns.length} columns for ${data.length} values`);
  if (matrix.format === 'coo') {
    if (matrix.row.length !== data.length) refuse(what, `has ${matrix.row.length} rows for ${data.length} values`);
    checkBounds(matrix.row, rows, `${what}: row`);
  } else checkIndptr(matrix, what);
  checkBounds(columns, cols, `${what}: column`);
}

function checkIndptr({ indptr, rows, data }: Csr<Values>, what: string): void {
  const fits = indptr.length === rows + 1 && indptr[0] === 0 && indptr[rows] === data.length;
  if (!fits || indptr.some((end, row) => row > 0 && end < indptr[row - 1]!)) {
    refuse(what, `has an indptr that does not cut ${data.length} entries into ${rows} rows`);
  }
}

function checkBounds(indices: Int32Array, size: number, what: string): void {
  // Callers without type checks use this too.
  const type = Object.prototype.toString.call(indices).slice(8, -1);
  if (type !== 'Int32Array') refuse(what, `indices are of type ${type}, not Int32Array`);
  const at = indices.findIndex((index) => index < 0 || index >= size);
  if (at >= 0) refuse(what, `${indices[at]!} of entry ${at} is not in [0, ${size})`);
}

function refuse(what: string, complaint: string): never {
  throw new ModelError('value', `${what} ${complaint}; rebuild the matrix.`);
}

/** The matrix by rows: columns sorted, duplicates added up in float32 in their order. A `Csr` is returned unchanged. */
export function toCsr(matrix: Sparse): Csr {
  return matrix.format === 'csr' ? matrix : mergeDuplicates(gatherRows(matrix));
}

/** The matrix by rows with sorted columns and without duplicates, whatever it was before. */
export function toCanonicalCsr(matrix: Sparse): Csr {
  return toCsr(toCoo(matrix));
}

/** The matrix in coordinate format; a `Csr` row by row in stored order. */
export function toCoo<Data extends Values>(matrix: Sparse<Data>): Coo<Data> {
  if (matrix.format === 'coo') return matrix;
  const { rows, cols, indptr, indices, data } = matrix;
  const row = new Int32Array(indices.length);
  for (let r = 0; r < rows; r++) row.fill(r, indptr[r], indptr[r + 1]);
  return { format: 'coo', rows, cols, row, col: indices, data };
}

/** Does row `row` of a `Csr` with sorted columns store an entry in column `col`? By binary search. */
export function hasEntry(csr: Csr, row: number, col: number): boolean {
  const { indptr, indices } = csr;
  let low = indptr[row]!;
  let high = indptr[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (indices[middle]! < col) low = middle + 1;
    else high = middle;
  }
  return low < indptr[row + 1]! && indices[low] === col;
}

/** Some entries of interactions, in the order in which they are named. */
export function pickEntries(
  { users, items, row, col, value, weight }: Interactions,
  entries: Int32Array,
): Interactions {
  const values = (from: Float32Array) => {
    const picked = new Float32Array(entries.length);
    for (let at = 0; at < entries.length; at++) picked[at] = from[entries[at]!]!;
    return picked;
  };
  return {
    users,
    items,
    row: entries.map((entry) => row[entry]!),
    col: entries.map((entry) => col[entry]!),
    value: values(value),
    ...(weight && { weight: values(weight) }),
  };
}

/** The same interactions sorted by user, then by item. */
export function inRowOrder(interactions: Interactions): Interactions {
  const { users, items, row, col } = interactions;
  if (row.every((user, at) => at === 0 || row[at - 1]! < user || (row[at - 1] === user && col[at - 1]! <= col[at]!))) {
    return interactions;
  }
  const byItem = countingSort(col, items).order;
  return pickEntries(interactions, countingSort(row, users, byItem).order);
}

/** Entries sorted by row, then by column, both stable: a counting sort by column, then one by row. */
function gatherRows(coo: Coo): Csr {
  const byColumn = countingSort(coo.col, coo.cols).order;
  const { order, starts } = countingSort(coo.row, coo.rows, byColumn);
  const indices = new Int32Array(order.length);
  const data = new Float32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    indices[i] = coo.col[order[i]!]!;
    data[i] = coo.data[order[i]!]!;
  }
  return { format: 'csr', rows: coo.rows, cols: coo.cols, indptr: starts, indices, data };
}

function countingSort(keys: Int32Array, size: number, from?: Int32Array): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < keys.length; i++) starts[keys[i]! + 1]!++;
  for (let key = 0; key < size; key++) starts[key + 1]! += starts[key]!;
  const next = starts.slice();
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const entry = from === undefined ? i : from[i]!;
    order[next[keys[entry]!]!++] = entry;
  }
  return { order, starts };
}

function mergeDuplicates(csr: Csr): Csr {
  const { rows, cols, indptr, indices, data } = csr;
  const merged = { indptr: new Int32Array(rows + 1), indices: indices.slice(), data: data.slice() };
  let length = 0;
  for (let row = 0; row < rows; row++) {
    const start = length;
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
      if (length > start && merged.indices[length - 1] === indices[i]) merged.data[length - 1]! += data[i]!;
      else {
        merged.indices[length] = indices[i]!;
        merged.data[length++] = data[i]!;
      }
    }
    merged.indptr[row + 1] = length;
  }
  return {
    format: 'csr',
    rows,
    cols,
    indptr: merged.indptr,
    indices: merged.indices.slice(0, length),
    data: merged.data.slice(0, length),
  };
}
