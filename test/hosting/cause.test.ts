import { describe, expect, test } from '@jest/globals';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { causeOf } from '@segue/hosting/screens/recommend/cause';
import type { ShownVersion, VersionSwitch } from '@segue/hosting/data/shown-version';

const version = (startedAt: number) =>
  ({ provenance: { startedAt, cause: 'A write from outside the app.' } }) as unknown as ShownVersion;
const change: VersionSwitch = { from: version(100), to: version(200) };
const edit = (at: number, by: string): HistoryEntry => {
  return { at, by, kind: 'edit', rows: 1, row: 10411, column: 'popularity', from: 41, to: 88 };
};

describe('causeOf', () => {
  test('names the one change between the starts of both trainings', () => {
    const history = [edit(100, 'Ada'), edit(150, 'Lea'), edit(201, 'Ada')];
    expect(causeOf(change, history)).toBe('Lea changed popularity in row 10,412 from 41 to 88.');
  });

  test('counts several', () => {
    expect(causeOf(change, [edit(110, 'Ada'), edit(120, 'Lea')])).toMatch(/^2 changes, the last: Lea changed/);
  });

  test('says what the version says where an older one came back', () => {
    const back = { from: version(200), to: version(100) };
    expect(causeOf(back, [edit(150, 'Lea')])).toBe('A write from outside the app.');
  });

  test('names all columns of an edit of several, without their values', () => {
    const two = { ...edit(150, 'Lea'), columns: ['popularity', 'genre'], columnCount: 2 };
    expect(causeOf(change, [two])).toBe('Lea changed popularity and genre in row 10,412.');
    const five = { ...two, columns: ['a', 'b', 'c'], columnCount: 5 };
    expect(causeOf(change, [five])).toBe('Lea changed a, b, c and 2 more in row 10,412.');
  });

  test('says what the version says where no change was noted', () => {
    expect(causeOf(change, [])).toBe('A write from outside the app.');
  });
});
