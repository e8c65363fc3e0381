import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern } from '@segue/emulator/rules/pattern';
import { check } from './samples.js';

function matches(pattern: string, text: string, flags = ''): boolean {
  return compilePattern(pattern, flags).test(text);
}

function refusal(pattern: string, flags = ''): string {
  try {
    compilePattern(pattern, flags);
  } catch (error) {
    return (error as SyntaxError).message;
  }
  return '';
}

/** Alternatives, each a few pieces. */
const alternatives = (piece: fc.Arbitrary<string>) =>
  fc
    .array(fc.array(piece, { maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((options) => options.map((pieces) => pieces.join('')).join('|'));

/** Pieces of regular expressions, of all the language has but anchors, over few characters. */
const pieces: fc.Arbitrary<string> = fc.letrec<{ inner: string; piece: string }>((tie) => ({
  inner: alternatives(tie('piece')),
  piece: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom('a', 'b', 'B', '.', '\\d', '\\W', '\\s', '[ab]', '[^a]', '[a-c1-]', '[\\w.]', '[^\\D]', '\\.', 'é'),
    fc
      .tuple(tie('inner'), fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?'))
      .map(([inner, count]) => `(${inner})${count}`),
    fc
      .tuple(fc.constantFrom('a', 'b', '[ab]', '.'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}'))
      .map((parts) => parts.join('')),
  ),
})).piece;

/** Regular expressions; anchors stand outside of groups alone. */
const patterns = alternatives(fc.oneof(pieces, fc.constantFrom('^', '$')));

describe('compilePattern', () => {
  it('matches what JavaScript matches', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'A', 'B', '1', ' ', '.', '\n', 'é', 'É', '-'), { maxLength: 8 });
    check(
      fc.property(patterns, texts, fc.constantFrom('', 'i'), (pattern, letters, flags) => {
        const text = letters.join('');
        expect(matches(pattern, text, flags)).toBe(new RegExp(pattern, flags).test(text));
      }),
      3_000,
    );
  });

  it.each([
    ['^(a+)+$', 'a'.repeat(50_000) + 'b'],
    ['^(a|aa)*$', 'a'.repeat(50_000) + 'b'],
    ['^(a|a)*(a|a)*(a|a)*$', 'a'.repeat(50_000) + 'b'],
    ['^((a*)*)*$', 'a'.repeat(50_000) + 'b'],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
  ])('answers %s in time proportional to the text', (pattern, text) => {
    const start = performance.now();
    expect(matches(pattern, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('gives up a match that would take minutes, which denies', () => {
    expect(() => matches('(a|b)*a(a|b){1000}c', 'ab'.repeat(500_000))).toThrow('too long for this regular expression');
  });

  it.each([
    ['a(?=b)', '', '(?= (?! and (?< are not supported'],
    ['(a', '', 'a ( has no )'],
    ['a)', '', 'a ) has no ('],
    ['[a', '', 'a [ has no ]'],
    ['*a', '', 'nothing to repeat before *'],
    ['^*', '', 'nothing to repeat'],
    ['(^a)', '', '^ and $ are not supported inside a group'],
    ['a|(?:b|c$)', '', '^ and $ are not supported inside a group'],
    ['[b-a]', '', 'the range b-a is out of order'],
    ['a{3,1}', '', 'the counts of {3,1} are out of order'],
    ['\\b', '', '\\b is not supported'],
    ['((a{100}){100}){100}', '', 'it is too large: repeat less'],
    ['('.repeat(300) + ')'.repeat(300), '', 'groups are nested too deep'],
    ['a', 'g', 'the flag "g" is not supported, only "i" is'],
  ])('refuses /%s/%s', (pattern, flags, reason) => {
    expect(refusal(pattern, flags)).toBe(reason);
  });
});
