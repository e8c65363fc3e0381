/** What is stored and told of a data set. Types only, so that the page pays nothing for them. */

/** Who may read a data set: everybody, or its owner alone. */
export type Visibility = 'public' | 'private';

/** Facts of the uploaded file. */
export interface FileFacts {
  name: string;
  type: 'csv' | 'json';
  bytes: number;
  /** Not there for JSON (the database keeps no `null`). */
  delimiter?: string | null;
  encoding: string;
  header: boolean;
}

/** One thing that was put right while reading, in a sentence that names the line. */
export interface RepairNote {
  line: number;
  kind: string;
  message: string;
}

/** `/datasets/{dataset}`: the summary, at most 2 KB. */
export interface DatasetRecord {
  name: string;
  description: string;
  owner: string;
  /** The name the owner shows to others. */
  ownerName: string;
  visibility: Visibility;
  /** A data set is seen only once its rows are whole. */
  status: 'ready';
  file: FileFacts;
  /** Live rows. */
  rowCount: number;
  /** Row slots given out; larger than `rowCount` once rows were deleted. */
  slots: number;
  columnCount: number;
  rowsPerBlock: number;
  /** The rows version that is shown. */
  rowsVersion: number;
  /** The last rows version number given out. */
  issued: number;
  createdAt: number;
  updatedAt: number;
  /** How many repairs there were; the first few are kept in `repairs`. */
  repairCount: number;
  repairs?: RepairNote[];
  /** Whether the data set was given a model unasked; once only, so that a deleted one stays away. */
  modelOffered?: boolean;
}

/** `/lists/…/{dataset}`: what a list shows, at most 300 bytes. */
export interface ListEntry {
  name: string;
  description: string;
  rowCount: number;
  columnCount: number;
  bytes: number;
  status: DatasetRecord['status'];
  updatedAt: number;
}

/** `/columns/{dataset}/{rowsVersion}/{c}`. */
export interface ColumnRecord {
  /** The name shown and asked for, unique in the data set. */
  name: string;
  /** The kind that the cells of the file have; the profile goes on from there. */
  kind?: string;
}

/** One entry of `/history/{dataset}`: a change made through the API, for the page's "Changes" and a version's cause. */
export interface HistoryEntry {
  at: number;
  /** The name of the account, or "a guest". */
  by: string;
  kind: 'upload' | 'edit' | 'append' | 'delete' | 'replace';
  /** Number of rows touched. */
  rows: number;
  /** Position of the row, from 0, for an edit or a delete. */
  row?: number;
  /** The edited column, the first where there are several. */
  column?: string;
  /** Where several columns of a row were edited: the first few, and how many. */
  columns?: string[];
  columnCount?: number;
  from?: string | number;
  to?: string | number;
}

/** One column as `GET /api/datasets/{id}` tells it. Statistics are `null` where the kind has none. */
export interface ColumnView {
  name: string;
  /** integer, number, boolean, date or text; known from the upload on. */
  kind: string;
  /** False before the first recount has ended: then all but name and kind is 0 or empty. */
  counted: boolean;
  /** Empty cells. */
  missing: number;
  distinct: number;
  distinctExact: boolean;
  /** The standard error of `distinct`, relative to it; 0 where it is exact. */
  distinctError: number;
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  standardDeviation: number | null;
  quartiles: [number, number, number] | null;
  /** How far a quartile may be off, relative to it; 0 where they are exact. */
  quartileError: number;
  /** `edges` has one more than `counts`. */
  histogram: { edges: number[]; counts: number[] } | null;
  topValues: { value: string; count: number }[];
  /** The length of the longest text in UTF-16 code units. */
  longest?: number;
}

/** A finding of the profile, such as two spellings of one value. */
export interface Finding {
  kind: 'near-duplicates';
  column: string;
  message: string;
  values: { value: string; count: number }[];
}

/** `GET /api/datasets/{id}`. */
export interface DatasetView {
  id: string;
  name: string;
  description: string;
  owner: string;
  ownerName: string;
  visibility: Visibility;
  status: DatasetRecord['status'];
  file: FileFacts;
  rowCount: number;
  columnCount: number;
  rowsVersion: number;
  features: string[];
  columns: ColumnView[];
  /** Whether `columns` describes exactly the rows as they are now, or a recount is still under way. */
  profile: 'current' | 'pending';
  repairs: RepairNote[];
  repairCount: number;
  findings: Finding[];
  createdAt: string;
  updatedAt: string;
}

/** One entry of `GET /api/datasets`. */
export interface DatasetListItem {
  id: string;
  name: string;
  description: string;
  rowCount: number;
  columnCount: number;
  bytes: number;
  status: DatasetRecord['status'];
  updatedAt: string;
}

/** `GET /api/datasets/{id}/rows`. `index` counts from 0 and stays with its row; `total` is the number of live rows. */
export interface RowsView {
  columns: string[];
  total: number;
  rows: { index: number; values: (string | number)[] }[];
  /** The seed a random draw can be repeated with. */
  seed?: number;
}
