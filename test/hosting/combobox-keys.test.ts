import { expect, test } from '@jest/globals';
import { effectOfKey } from '@segue/hosting/components/combobox-keys';

test.each([
  ['Escape', 'close', 'clear'],
  ['ArrowDown', null, 'open'],
  ['Enter', 'mark-first', 'mark-first'],
  ['ArrowUp', null, null],
  ['a', null, null],
])('%s has the effect %s while the list is open, else %s', (key, open, closed) => {
  expect(effectOfKey(key, true)).toBe(open);
  expect(effectOfKey(key, false)).toBe(closed);
});
