import * as z from 'zod/mini';
import { list, record } from './shapes.js';

const cell = z.union([z.string(), z.number()]);

const noted = {
  at: z.number(),
  /** The name of the account, or "a guest". */
  by: z.string(),
  /** The number of rows changed. */
  rows: z.number(),
};

/** An edit of one row, in one cell or in several. */
const editEntry = record({
  ...noted,
  kind: z.literal('edit'),
  /** Index of the row, from 0. */
  row: z.number(),
  /** The edited column; the first if there are several. */
  column: z.string(),
  /** If several columns were edited: the first few, and how many there were. */
  columns: z.exactOptional(list(z.string())),
  columnCount: z.exactOptional(z.number()),
  /** The first edited cell before and after, cut to 60 characters. */
  from: z.exactOptional(cell),
  to: z.exactOptional(cell),
});
export type EditEntry = z.infer<typeof editEntry>;

/** One row deleted. `row` is its index, from 0. */
const deleteEntry = record({ ...noted, kind: z.literal('delete'), row: z.number() });

/** Rows added at the end. `row` is the index of the first; older entries lack it. */
const appendEntry = record({ ...noted, kind: z.literal('append'), row: z.exactOptional(z.number()) });

/** The first file of a data set, or a replacement. */
const fileEntry = record({ ...noted, kind: z.enum(['upload', 'replace']) });

/** One entry of `/history/{dataset}`: a change made through the API, for the page's "Changes" and a version's cause. */
export const historyEntry = z.discriminatedUnion('kind', [editEntry, deleteEntry, appendEntry, fileEntry]);
export type HistoryEntry = z.infer<typeof historyEntry>;

/** An entry without its date. */
export type UndatedEntry = HistoryEntry extends infer Entry
  ? Entry extends HistoryEntry
    ? Omit<Entry, 'at'>
    : never
  : never;
