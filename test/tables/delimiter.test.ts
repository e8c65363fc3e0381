import { describe, expect, it } from '@jest/globals';
import { detectDelimiter, givenDelimiter } from '@segue/core/tables/reading/delimiter';
import { codeOf } from './table-checks.js';

describe('detectDelimiter', () => {
  it.each([
    ['commas', ',', 'a,b,c\n1,2,3\n4,5,6'],
    ['semicolons', ';', 'a;b\n1;2\n3;4'],
    ['tabs', '\t', '1\t0.99\t86\tPG\n2\t4.99\t48\tG'],
    ['pipes beside empty fields', '|', '1|Toy Story (1995)|01-Jan-1995||0\n2|GoldenEye (1995)|01-Jan-1995||1'],
    ['semicolons beside decimal commas', ';', 'name;price\nA;1,5\nB;2,25\nC;13,0'],
    ['semicolons beside decimal commas without a header', ';', '1,5;2,5\n2,5;3,5'],
    ['commas beside quoted semicolons', ',', 'a,b\n"x;y",1\n"z;w;v",2'],
    ['commas beside quoted line ends', ',', 'a,b\n"x\ny",1\n"z",2'],
    ['commas beside pipes inside values', ',', 'id,genres\n1,Adventure|Animation\n2,Comedy|Drama'],
    ['commas where one line is short', ',', 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n1,2,3\n1'],
  ])('finds %s', (_, delimiter, text) => {
    expect(detectDelimiter(text).delimiter).toBe(delimiter);
  });

  it('takes a comma for a single column, also of prose', () => {
    expect(detectDelimiter('name\nRock\nPop')).toMatchObject({ delimiter: ',' });
    expect(detectDelimiter('title\nHello, world\nHe, she, it\nPlain')).toMatchObject({ delimiter: ',' });
  });

  it('says why', () => {
    expect(detectDelimiter('a;b\n1;2').reason).toBe('With semicolons, every line of the sample has 2 fields.');
    expect(detectDelimiter('a\nb').reason).toBe('No separator splits the lines evenly, so a comma is assumed.');
  });
});

describe('givenDelimiter', () => {
  it('takes the two characters \\t for a tab, and nothing for "detect"', () => {
    expect(givenDelimiter('\\t')).toBe('\t');
    expect(givenDelimiter('::')).toBe('::');
    expect(givenDelimiter('')).toBeNull();
    expect(givenDelimiter(undefined)).toBeNull();
  });

  it.each(['"', '\n', 'a\rb', '\ud800'])('refuses %j', (delimiter) => {
    expect(codeOf(() => givenDelimiter(delimiter))).toBe('invalid-delimiter');
  });
});
