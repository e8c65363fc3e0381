import { describe, expect, test } from '@jest/globals';
import { describeMetadata } from '@segue/cli/print';
import type { DatasetView } from '@segue/core/contract/api/datasets';

describe('describeMetadata', () => {
  test('rounds means as the page does', () => {
    const column = { kind: 'number', missing: 0, distinct: 9, min: -1, max: 12345 };
    const means = [41.128, 117.666, 20061.4, -59.417, 0, null];
    const view = {
      name: 'music',
      file: { bytes: 9, type: 'csv', encoding: 'utf-8', delimiter: ',' },
      rowCount: 9,
      columnCount: means.length,
      columns: means.map((mean, index) => ({ ...column, name: `c${index}`, mean })),
      repairs: [],
      repairCount: 0,
    } as unknown as DatasetView;
    const rows = describeMetadata(view)
      .split('\n')
      .filter((line) => /^ {2}c\d/.test(line));
    expect(rows.map((row) => row.trim().split(/\s+/).slice(6))).toEqual([
      ['41.1'],
      ['117.7'],
      ['20061'],
      ['-59.4'],
      ['0'],
      [],
    ]);
  });
});
