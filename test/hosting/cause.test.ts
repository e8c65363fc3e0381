import { describe, expect, test } from '@jest/globals';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { causeOf } from '@segue/hosting/screens/recommend/cause';
import type { ShownVersion } from '@segue/hosting/data/shown-version';

const edit = (at: number, by: string): HistoryEntry => {
  return { at, by, kind: 'edit', rows: 1, row: 10411, column: 'popularity', from: 41, to: 88 };
};
const history = new Map([edit(50, 'Ada'), edit(150, 'Lea'), edit(250, 'Ada')].map((entry, at) => [`k${at}`, entry]));

/** A version whose data contains the first `changes` entries of the history. */
function version(number: number, changes: number, before?: string): ShownVersion {
  const provenance = {
    rowsVersion: 1,
    basis: 'b',
    data: `d${changes}`,
    configuration: { dataset: 'd', user: 'genre', item: 'artist', rating: 'popularity' },
    codeVersion: '2',
    startedAt: 100 * number,
    cause: `What version ${number} says.`,
    counted: { notes: [...history.keys()].slice(0, changes), foreign: 0, foreignBlocks: [] },
    ...(before !== undefined && { before }),
  };
  return { number, version: `v${number}`, provenance } as unknown as ShownVersion;
}

describe('causeOf', () => {
  test('is what a version says of the one right before it', () => {
    expect(causeOf({ from: version(1, 1), to: version(2, 2, 'v1') }, history, null)).toBe('What version 2 says.');
  });

  test('compares with another one, such as the last one seen', () => {
    const changed = 'Ada changed popularity in row 10,412 from 41 to 88.';
    const third = version(3, 3, 'v0');
    expect(causeOf({ from: version(1, 1), to: third }, history, null)).toBe(`2 edits, the last: ${changed}`);
    expect(causeOf({ from: version(2, 2), to: third }, history, null)).toBe(changed);
  });

  test('counts the changes for viewers who may not see the history', () => {
    expect(causeOf({ from: version(1, 1), to: version(3, 3, 'v0') }, new Map(), null)).toBe('2 changes of its rows.');
  });

  test('says that a version was put back', () => {
    const [old, fresh] = [version(1, 1), version(2, 2, 'v1')];
    expect(causeOf({ from: fresh, to: old }, history, 2)).toBe('Rolled back from version 2 to version 1.');
    expect(causeOf({ from: old, to: fresh }, history, 1)).toBe('Version 2 was put back in place of version 1.');
  });

  test('is what the version says where nothing differs', () => {
    expect(causeOf({ from: version(1, 1), to: version(3, 1, 'v2') }, history, null)).toBe('What version 3 says.');
  });
});
