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
    ['a text as an item', { ...pairs, pairs: [['x', 1, 0, 3]] }],
    ['an item that is not listed', { ...pairs, pairs: [[5, 1, 0, 3]] }],
    ['rows that are no number', { ...pairs, pairs: [[0, null, 0, 3]] }],
    ['a sum that is no number', { ...pairs, pairs: [[0, 1, 0, '3.5']] }],
    ['a pair cut short', { ...pairs, pairs: [[0, 1]] }],
    ['an object as pairs', { ...pairs, pairs: [{}] }],
    ['a number as pairs', { ...pairs, pairs: [7] }],
    ['fewer pairs than users', { ...pairs, pairs: [] }],
    ['an item that is no text', { ...pairs, items: [7] }],
    ['features of a wrong form', { ...pairs, features: { columns: 1, sums: [['x', 1, 0]] } }],
    ['features of users that are not listed', { ...pairs, features: { columns: 1, sums: [[], [0, 1, 0, 3]] } }],
    ['features of pairs that are not listed', { ...pairs, features: { columns: 1, sums: [[1, 1, 0, 3]] } }],
    ['features cut short', { ...pairs, features: { columns: 1, sums: [[0, 1, 0]] } }],
    ['fewer features than users', { ...pairs, features: { columns: 1, sums: [] } }],
    ['a number as features', { ...pairs, features: { columns: 1, sums: [7] } }],
  ])('is refused as sums of pairs: %s', (_, value) => {
    expect(() => decodeInteractions(JSON.stringify(value))).toThrow(
      /^The stored sums of (pairs|feature columns) have an unknown form\. Recount the data set\.$/,
    );
  });

  it.each([
    ['null', null],
    ['no number of empty cells', {}],
    ['a list without counts', { missing: 0, list: { scale: 0, numbers: '', texts: [] } }],
    ['a digest without frequent values', { missing: 0, digest }],
    ['a count of a kind that is none', { missing: 0, digest: { ...digest, kinds: ['x'], frequent: [] } }],
    ['a sum that is no number', { missing: 0, digest: { ...digest, sum: ['x', 0], frequent: [] } }],
    ['fewer extremes than there are', { missing: 0, digest: { ...digest, frequent: [] } }],
    ['an extreme without a count', { missing: 0, digest: { ...digest, extremes: [[1]], frequent: [] } }],
    ['a frequent value that is no pair', { missing: 0, digest: { ...digest, frequent: [7] } }],
    ['a frequent value without a count', { missing: 0, digest: { ...digest, frequent: [['a']] } }],
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
