import { describe, expect, it } from '@jest/globals';
import { decodeProfile, decodeRowCount, encodeProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { decodeInteractions } from '@segue/core/tables/sums/interactions';

const pairs = { skipped: 0, scale: 0, users: ['Ann'], items: ['Pop'], pairs: ['ABAC'] };
const digest = { kinds: [], sum: ['0', 0], squares: ['0', 0], buckets: '', extremes: [], level: 0, values: '' };

describe('a stored total of another form', () => {
  it.each([
    ['null', null],
    ['a list', []],
    ['no users', { ...pairs, users: undefined }],
    ['pairs by key', { ...pairs, pairs: { Ann: 'ABAC' } }],
    ['features without sums', { ...pairs, features: { columns: 1 } }],
  ])('is refused as sums of pairs: %s', (_, value) => {
    expect(() => decodeInteractions(JSON.stringify(value))).toThrow(
      'The stored sums of pairs have an unknown form. Recount the data set.',
    );
  });

  it.each([
    ['null', null],
    ['no number of empty cells', {}],
    ['a list without counts', { missing: 0, list: { scale: 0, numbers: '', texts: [] } }],
    ['a digest without frequent values', { missing: 0, digest }],
  ])('is refused as a column: %s', (_, value) => {
    expect(() => decodeProfile({ rows: '[1,1]', c0: JSON.stringify(value) })).toThrow(
      'The stored values of a column have an unknown form. Recount the data set.',
    );
  });

  it.each(['null', '{}', '[1]', '["1","1"]'])('is refused as row counts: %s', (text) => {
    expect(() => decodeRowCount(text)).toThrow('The stored row counts have an unknown form. Recount the data set.');
  });

  it('is refused where it is no JSON', () => {
    expect(() => decodeRowCount('[1,')).toThrow('The stored row counts are no JSON. Recount the data set.');
  });
});

describe('a stored total', () => {
  it('is read back', () => {
    const profile = summariseProfile([{ index: 4, cells: ['a', 1] }], 2);
    expect(decodeProfile(encodeProfile(profile))).toEqual(profile);
    expect(decodeInteractions(JSON.stringify(pairs)).users.get('Ann')?.get('Pop')?.rows).toBe(1);
  });

  it('counts as no rows where there is none', () => {
    expect(decodeRowCount(null)).toEqual({ rows: 0, last: 0 });
  });
});
