import type { ColumnKind } from '../tables/columns/column-kinds.js';
import type { ColumnProfile } from '../tables/profile/column-profile.js';
import type { DatasetRecord, FileFacts, RepairNote, Visibility } from './stored/dataset.js';

/** What the API shows of a data set. Types only, so that the page pays nothing for them. */

/** One column as `GET /api/datasets/{id}` tells it. */
export type ColumnView = CountedColumn | UncountedColumn;

/** A column with its statistics. */
export interface CountedColumn extends ColumnProfile {
  counted: true;
}

/** A column before the first recount has ended: all but name and kind is 0, null or empty. */
export interface UncountedColumn extends Omit<ColumnProfile, 'kind'> {
  /** Known from the upload on; pending for data sets stored before uploads kept it. */
  kind: ColumnKind | 'pending';
  counted: false;
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
