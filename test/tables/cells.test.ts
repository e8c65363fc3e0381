import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellText, fromJson, toCell } from '@segue/core/tables/cells';
import { seeded } from '../support/seeded.js';

describe('toCell', () => {
  it('takes the longest number there is as a number', () => {
    expect(toCell('-0.0000010501465982406691')).toBe(-0.0000010501465982406691);
  });

  it.each(['0', '7', '-7', '0.35', '-1.828', '99373', '9007199254740991'])('makes %s a number', (text) => {
    expect(toCell(text)).toBe(Number(text));
  });

  it.each([
    '',
    '007',
    '1.50',
    '8.19E-06',
    '12345678901234567890',
    '-0',
    '1e21',
    '+5',
    '.5',
    '5.',
    ' 5',
    'NaN',
    'Infinity',
  ])('leaves "%s" a text', (text) => {
    expect(toCell(text)).toBe(text);
  });

  it('leaves -Infinity a text', () => {
    expect(toCell('-Infinity')).toBe('-Infinity');
  });

  it('gives every text back, whatever it is', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.double().map(String), fc.bigInt().map(String));
    fc.assert(
      fc.property(texts, (text) => {
        expect(cellText(toCell(text))).toBe(text);
      }),
      seeded(500),
    );
  });

  it('makes exactly those texts numbers that are the canonical text of one', () => {
    const texts = fc.oneof(
      fc.stringMatching(/^-?\d{0,9}\.?\d{0,9}$/),
      fc.stringMatching(/^-?0?\.?0{0,8}\d{0,3}e?-?\d?$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(toCell(text)).toBe(String(Number(text)) === text ? Number(text) : text);
      }),
      seeded(1000),
    );
  });

  it('replaces half a surrogate pair, which JSON cannot carry', () => {
    expect(toCell('a\ud800b')).toBe('a\ufffdb');
    expect(toCell('🎵')).toBe('🎵');
  });
});

describe('fromJson', () => {
  it('stores a number and its text alike', () => {
    expect(fromJson(0.35)).toBe(0.35);
    expect(fromJson('0.35')).toBe(0.35);
    expect(fromJson(-0)).toBe(0);
  });

  it('writes out what is neither text nor number', () => {
    expect([null, undefined, true, false, { a: [1, 'x'] }, []].map(fromJson)).toEqual([
      '',
      '',
      'true',
      'false',
      '{"a":[1,"x"]}',
      '[]',
    ]);
  });
});
