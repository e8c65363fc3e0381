import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { parseEach, parseStored, StoredDataError } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import type { UploadRecord } from '@segue/core/contract/stored/upload';
import { historyEntries, storedDataset } from '../support/stored-records.js';

describe('a stored record', () => {
  it('is null where nothing is stored', () => {
    expect(parseStored(paths.dataset('d'), null)).toBeNull();
    expect(parseStored(paths.dataset('d'), undefined)).toBeNull();
  });

  it('keeps fields of a newer release', () => {
    const newer = { ...storedDataset, colour: 'blue', file: { ...storedDataset.file, pages: 3 } };
    expect(parseStored(paths.dataset('d'), newer)).toEqual(newer);
  });

  it('has its defaults for what the database does not keep', () => {
    const { description: _, ...stored } = storedDataset;
    expect(parseStored(paths.dataset('d'), stored)).toEqual({ ...stored, description: '' });
  });

  it.each([
    [{ ...storedDataset, rowCount: 'many' }, '/datasets/d/rowCount', 'expected number'],
    [{ ...storedDataset, file: { ...storedDataset.file, bytes: null } }, '/datasets/d/file/bytes', 'expected number'],
    [{ ...storedDataset, owner: undefined }, '/datasets/d/owner', 'expected string'],
    [{ ...storedDataset, format: 2 }, '/datasets/d/format', 'expected 1'],
    [{ ...storedDataset, visibility: 'all' }, '/datasets/d/visibility', 'expected "public" or "private"'],
    [7, '/datasets/d', 'expected object'],
  ])('that cannot be read is named with its path and field: %#', (stored, path, expected) => {
    const read = () => parseStored(paths.dataset('d'), stored);
    expect(read).toThrow(StoredDataError);
    expect(read).toThrow(`${path} holds unexpected data: ${expected}`);
    expect(read).toThrow('Restore or delete it; nothing was changed.');
  });

  it('that cannot be read takes no other with it', () => {
    const { entries, failures } = parseEach(paths.datasets(), { a: storedDataset, b: { format: 2 }, c: storedDataset });
    expect([...entries.keys()]).toEqual(['a', 'c']);
    expect([...failures.values()].map(({ path }) => path)).toEqual([expect.stringMatching('^datasets/b/')]);
  });
});

describe('a history entry', () => {
  it.each(historyEntries)('of each kind is read: %j', (entry) => {
    expect(parseStored(paths.history('d').child('n'), entry)).toEqual(entry);
  });

  it('has the fields of its kind', () => {
    expect(historyEntries.map(rowOf)).toEqual([4, 5, null, null, null]);
    const { row: _, ...edit } = historyEntries[0] as HistoryEntry & { kind: 'edit' };
    expect(() => parseStored(paths.history('d').child('n'), edit)).toThrow('/history/d/n/row');
  });

  it('of a kind that this release does not know is named', () => {
    const renamed = { ...historyEntries[2], kind: 'rename' };
    expect(() => parseStored(paths.history('d').child('n'), renamed)).toThrow('/history/d/n/kind');
  });
});

describe('an upload record', () => {
  const common = { owner: 'lea', dataset: 'd', rowsVersion: 1, kind: 'upload' as const, startedAt: 1 };

  it('has a record of the data set once it is completing', () => {
    const read = (upload: unknown) => parseStored(paths.upload('u'), upload);
    const uploads = [
      read({ ...common, state: 'open' }),
      read({ ...common, state: 'completing', record: storedDataset }),
      read({ ...common, state: 'closed' }),
    ];
    expect(uploads.map((upload) => upload && nameOf(upload))).toEqual([null, storedDataset.name, null]);
    expect(() => read({ ...common, state: 'completing' })).toThrow('/uploads/u/record');
  });
});

/** The compiler narrows by kind: only an edit and a deletion have a row. */
function rowOf(entry: HistoryEntry): number | null {
  return entry.kind === 'edit' || entry.kind === 'delete' ? entry.row : null;
}

/** The compiler narrows by state: only a completing upload has its record for certain. */
function nameOf(upload: UploadRecord): string | null {
  return upload.state === 'completing' ? upload.record.name : null;
}
