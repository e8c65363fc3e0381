import type { DatasetRecord, FileFacts, RepairNote, Visibility } from './stored/dataset.js';

/** What the API shows of a data set. Types only, so that the page pays nothing for them. */

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
