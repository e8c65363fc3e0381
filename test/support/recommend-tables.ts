import { buildVocabulary } from '@segue/core/model/lightfm/vocabulary';
import type { ItemColumns } from '@segue/core/model/training/item-features';
import type { Cells, Interactions } from '@segue/core/model/sparse';
import { readCsvRecords } from '@segue/core/tables/reading/csv-records';
import { interactionsOf } from '../model/interactions.js';
import { readSharedFile } from './real-files.js';

/** A table of `../shared/data` as the study of recommendations cut it, and the shape that it has then. */
interface TableCut {
  readonly file: string;
  readonly user: string;
  readonly item: string;
  /** The columns that describe items. */
  readonly numbers: readonly string[];
  /** Whether a user cell is a list of users. */
  readonly isList: boolean;
  /** Items with fewer rows are left out, and users with fewer items. */
  readonly leastRows: number;
  readonly leastItems: number;
}

const audio = ['danceability', 'energy', 'loudness', 'speechiness', 'acousticness', 'instrumentalness', 'liveness'];
const tracks = [...audio, 'valence', 'tempo', 'duration_ms', 'popularity'];
const one = { isList: false, leastItems: 1, numbers: tracks };
const list = { isList: true, leastRows: 1 };

/** Tables by the names that they have in RECOMMENDING.md. */
export const tableCuts = {
  '19k': { file: 'spotify-features-19k.csv', user: 'genre', item: 'artist_name', leastRows: 10, ...one },
  tidy26k: { file: 'recommend/tidy26k.csv', user: 'genre', item: 'artist_name', leastRows: 3, ...one },
  norm2k: { file: 'recommend/norm2k.csv', user: 'genre', item: 'artist', leastItems: 3, numbers: tracks, ...list },
  chart3k: {
    file: 'recommend/chart3k.csv',
    user: 'Genre',
    item: 'Artist',
    leastItems: 5,
    numbers: [
      ...['Popularity', 'Danceability', 'Energy', 'Loudness (dB)', 'Speechiness', 'Acousticness', 'Liveness'],
      ...['Duration (ms)', 'Valence'],
    ],
    ...list,
  },
} as const satisfies Record<string, TableCut>;

/** A row: its users, its item and its numbers, by index. */
interface TableRow {
  readonly users: readonly number[];
  readonly item: number;
  readonly numbers: readonly number[];
}

/** Everything a study needs of a table. */
export interface RecommendTable {
  readonly users: readonly string[];
  readonly items: readonly string[];
  /** One entry per pair, by user, then by item; value 1. */
  readonly interactions: Interactions;
  readonly rows: readonly TableRow[];
}

/** Reads and cuts a table; null where it is not at hand. */
export function readRecommendTable(name: keyof typeof tableCuts): RecommendTable | null {
  const cut: TableCut = tableCuts[name];
  const bytes = readSharedFile(cut.file);
  if (bytes === null) return null;
  const rows = leaveOut(namedRows(bytes, cut), cut);
  const users = sorted(rows.flatMap((row) => row.users));
  const items = sorted(rows.map((row) => row.item));
  const [userOf, itemOf] = [buildVocabulary(users), buildVocabulary(items)];
  const indexed = rows.map((row) => ({
    users: row.users.map((user) => userOf.index(user) ?? -1),
    item: itemOf.index(row.item) ?? -1,
    numbers: row.numbers,
  }));
  const pairs = new Set(indexed.flatMap((row) => row.users.map((user) => user * items.length + row.item)));
  const entries = [...pairs].sort((a, b) => a - b).map((at): [number, number] => [Math.floor(at / items.length), at % items.length]); // prettier-ignore
  return { users, items, interactions: interactionsOf(users.length, items.length, entries), rows: indexed };
}

/** The mean of each number over an item's rows that have a pair in `train`, each row once; NaN without one. */
export function itemMeans({ items, rows }: RecommendTable, { row, col }: Cells): ItemColumns {
  const columns = rows[0]?.numbers.length ?? 0;
  const known = new Set(Array.from(row, (user, entry) => user * items.length + col[entry]!));
  const [sums, counts] = [new Float64Array(items.length * columns), new Float64Array(items.length * columns)];
  for (const { users, item, numbers } of rows) {
    if (!users.some((user) => known.has(user * items.length + item))) continue;
    numbers.forEach((value, column) => {
      if (Number.isNaN(value)) return;
      sums[item * columns + column]! += value;
      counts[item * columns + column]!++;
    });
  }
  return { items: items.length, columns, values: sums.map((sum, at) => sum / counts[at]!) };
}

interface NamedRow {
  users: string[];
  item: string;
  numbers: number[];
}

function namedRows(bytes: Uint8Array, { user, item, numbers, isList }: TableCut): NamedRow[] {
  const rows: NamedRow[] = [];
  let header: string[] = [];
  readCsvRecords(bytes, ',', (fields) => {
    if (header.length === 0) {
      header = fields.map((field) => field.replace('\uFEFF', ''));
      return;
    }
    const cell = (name: string) => (fields[header.indexOf(name)] ?? '').trim();
    const users = isList ? listOf(cell(user)) : [cell(user)];
    rows.push({
      users,
      item: cell(item),
      numbers: numbers.map((name) => (cell(name) === '' ? NaN : Number(cell(name)))),
    });
  });
  return rows.filter((row) => row.item !== '' && row.users.some((each) => each !== ''));
}

/** The parts of a list: `['a', "b"]` or `a, b`; of an empty one such as `set()`, none. */
function listOf(cell: string): string[] {
  if (/^(\[\]|set\(\)|\{\}|\(\))?$/.test(cell)) return [];
  const isBracketed = cell.startsWith('[');
  const quoted = isBracketed ? [...cell.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b ?? '') : [];
  const parts = isBracketed ? quoted : cell.split(cell.includes(';') ? ';' : ',');
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

/** Without items of too few rows, and users of too few items, until nothing more goes. */
function leaveOut(all: NamedRow[], { leastRows, leastItems }: TableCut): NamedRow[] {
  let rows = all;
  for (;;) {
    const rowsOf = new Map<string, number>();
    for (const { item } of rows) rowsOf.set(item, (rowsOf.get(item) ?? 0) + 1);
    const itemsOf = new Map<string, Set<string>>();
    const kept = rows.filter(({ item }) => (rowsOf.get(item) ?? 0) >= leastRows);
    for (const { users, item } of kept) {
      for (const user of users) itemsOf.set(user, (itemsOf.get(user) ?? new Set()).add(item));
    }
    const isLarge = (user: string) => (itemsOf.get(user)?.size ?? 0) >= leastItems;
    const next = kept
      .map((row) => ({ ...row, users: row.users.filter(isLarge) }))
      .filter((row) => row.users.length > 0);
    const pairs = (of: readonly NamedRow[]) => of.reduce((sum, row) => sum + row.users.length, 0);
    if (pairs(next) === pairs(rows)) return next;
    rows = next;
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}
