import { expect, test } from '@jest/globals';
import { newestFirst, type ListEntry } from '@segue/core/contract/stored/dataset';
import { listPage } from '@segue/functions/pipeline/answers/describe';

const changed = { film: 5, sport: 7, diary: 6, music: 7 };
const order = ['music', 'sport', 'diary', 'film'];

test('data sets are listed by their last change, and by id where it is the same', () => {
  const entries = Object.entries(changed).map(([id, updatedAt]) => ({ id, updatedAt }));
  expect(entries.sort(newestFirst).map(({ id }) => id)).toEqual(order);
  expect(
    entries
      .reverse()
      .sort(newestFirst)
      .map(({ id }) => id),
  ).toEqual(order);
});

test('pages of the API go on where the page before ended', () => {
  const entryOf = (name: string, updatedAt: number): ListEntry => {
    return { name, description: '', rowCount: 1, columnCount: 1, bytes: 1, status: 'ready', updatedAt };
  };
  const entries = new Map(Object.entries(changed).map(([id, updatedAt]) => [id, entryOf(id, updatedAt)]));
  const idsOf = ({ datasets, next }: ReturnType<typeof listPage>) => [datasets.map(({ id }) => id), next];
  expect(idsOf(listPage(entries, { count: 3 }))).toEqual([order.slice(0, 3), 'diary']);
  expect(idsOf(listPage(entries, { count: 3, after: 'diary' }))).toEqual([order.slice(3), null]);
});
