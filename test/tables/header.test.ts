import { describe, expect, it } from '@jest/globals';
import { detectHeader, numberedColumns, uniqueColumns } from '@segue/core/tables/reading/header';
import { Repairs } from '@segue/core/tables/reading/repairs';

const records = (text: string) => text.split('\n').map((line) => line.split(','));

describe('detectHeader', () => {
  it.each([
    ['texts above numbers', 'genre,popularity\nPop,5\nRock,7', true],
    ['distinct texts above texts', 'first,last\nNick,Wahlberg\nEd,Chase', true],
    ['numbers above numbers', '1,0.99,86\n2,4.99,48', false],
    ['a text that comes again', '1,0.99,86,PG\n2,4.99,48,G\n3,2.99,50,PG', false],
    ['a value that comes again among texts', 'Pop,Sia\nPop,Adele\nRock,Queen', false],
    ['an empty name', ',Sia\nx,Adele', false],
  ])('judges %s', (_, text, header) => {
    expect(detectHeader(records(text)).header).toBe(header);
  });

  it('says why', () => {
    expect(detectHeader(records('a,b\nx,1\ny,2')).reason).toBe('The first line differs from 1 of 2 columns below it.');
    expect(detectHeader(records('1,2\n3,4')).reason).toBe('The first line looks like data in 2 of 2 columns.');
  });
});

describe('uniqueColumns', () => {
  it('keeps names that are fine', () => {
    const repairs = new Repairs();
    expect(uniqueColumns(['a.b', '$price', '__proto__', 'ä/ö'], 1, repairs)).toEqual([
      'a.b',
      '$price',
      '__proto__',
      'ä/ö',
    ]);
    expect(repairs.count).toBe(0);
  });

  it('makes repeated and empty names unique and says so', () => {
    const repairs = new Repairs();
    const names = uniqueColumns(['name', ' name ', '', 'name (2)', 'col3', 'name'], 2, repairs);
    expect(names).toEqual(['name', 'name (3)', 'col3 (2)', 'name (2)', 'col3', 'name (4)']);
    expect(repairs.list.map(({ message }) => message)).toEqual([
      'Line 2 names column 2 "name" again. It was named "name (3)".',
      'Line 2 has no name for column 3. It was named "col3 (2)".',
      'Line 2 names column 6 "name" again. It was named "name (4)".',
    ]);
  });
});

describe('numberedColumns', () => {
  it('counts from one', () => {
    expect(numberedColumns(3)).toEqual(['col1', 'col2', 'col3']);
  });
});
