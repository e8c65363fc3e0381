import { expect, test } from '@jest/globals';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { itemLabelIn } from '@segue/core/versions/answering/labels';
import { indexNames } from '@segue/core/versions/answering/names';

function versionOf(titlesByName: Record<string, string>, isTitled = true) {
  const titles = isTitled ? { titles: Object.values(titlesByName) } : {};
  const model = { users: [], items: Object.keys(titlesByName), ...titles } as unknown as PublishedModel;
  return { model, names: indexNames(model) };
}

test('an item of either version is called by its title, in the newer one first', () => {
  const before = versionOf({ a: 'Alien', b: 'Brazil', c: 'Casablanca' });
  const after = versionOf({ b: 'Brazil (1985)', c: '', d: 'Dune' });
  const labels = ['a', 'b', 'c', 'd', 'e'].map((name) => itemLabelIn([after, before], name));
  expect(labels).toEqual(['Alien', 'Brazil (1985)', 'Casablanca', 'Dune', 'e']);
  expect(itemLabelIn([after, versionOf({ a: 'Alien' }, false)], 'a')).toBe('a');
});
