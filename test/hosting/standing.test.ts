import { describe, expect, test } from '@jest/globals';
import { standings, type Standing } from '@segue/core/contract/rights/table';
import { isCopyOffered, isOffered, mayDo, sharesPrivate, type Rights } from '@segue/hosting/data/standing';

const to = (standing: Standing, copies = false): Rights => ({ standing, visibility: 'public', copies });
const those = (may: (standing: Standing) => boolean) => standings.filter(may);

describe('what the page offers', () => {
  test('owner and editors change rows; readers and visitors do not', () => {
    expect(those((standing) => mayDo('change', 'rows', to(standing)))).toEqual(['editor', 'owner']);
  });

  test('nothing may be done with a data set that is not known yet', () => {
    expect(mayDo('read', 'rows', null)).toBe(false);
    expect(isOffered('create', 'version', null)).toBe(false);
  });

  test('whoever is signed out may be an editor: they are asked for an account', () => {
    expect(those((standing) => isOffered('create', 'version', to(standing)))).toEqual([
      'signed out',
      'editor',
      'owner',
    ]);
  });

  test('a copy is offered where it is allowed, to those who cannot change the data set', () => {
    expect(those((standing) => isCopyOffered(to(standing)))).toEqual([]);
    expect(those((standing) => isCopyOffered(to(standing, true)))).toEqual([
      'signed out',
      'guest',
      'stranger',
      'reader',
    ]);
  });

  test('members see what was made while the data set was private', () => {
    expect(those(sharesPrivate)).toEqual(['reader', 'editor', 'owner']);
  });
});
