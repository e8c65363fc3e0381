import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { HistoryEntry } from '@segue/core/contract/stored/history';

/** A data set's record as this release stores it. */
export const storedDataset: DatasetRecord = {
  format: 1,
  name: 'Tracks',
  description: 'Some tracks',
  owner: 'lea',
  ownerName: 'Lea',
  visibility: 'public',
  status: 'ready',
  file: { name: 'tracks.csv', type: 'csv', bytes: 100, delimiter: ',', encoding: 'utf-8', header: true },
  rowCount: 3,
  slots: 4,
  columnCount: 2,
  rowsPerBlock: 500,
  rowsVersion: 1,
  issued: 1,
  createdAt: 1,
  updatedAt: 2,
  repairCount: 0,
};

/** One entry of each kind. */
export const historyEntries: HistoryEntry[] = [
  { kind: 'edit', at: 1, by: 'Lea', rows: 1, row: 4, column: 'genre', from: 'Jazz', to: 7 },
  { kind: 'delete', at: 2, by: 'Lea', rows: 1, row: 5 },
  { kind: 'append', at: 3, by: 'a guest', rows: 2 },
  { kind: 'upload', at: 4, by: 'Lea', rows: 100 },
  { kind: 'replace', at: 5, by: 'Lea', rows: 100 },
];
