import { describe, expect, it } from '@jest/globals';
import { entryOf } from '@segue/core/tables/entry-of';

describe('entryOf', () => {
  it('returns falsy values as they are', () => {
    expect(entryOf(new Map([['none', 0]]), 'none')).toBe(0);
  });

  it('names the key that is missing', () => {
    expect(() => entryOf(new Map<number, number>(), 7)).toThrow('The map has no entry for 7.');
  });
});
