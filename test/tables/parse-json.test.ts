import { describe, expect, it } from '@jest/globals';
import { codeOf, errorOf, tableOf } from './table-checks.js';

const json = (text: string) => tableOf(text, { fileName: 'x.json' });

describe('parseTable of JSON', () => {
  it.each(['[{}]', '{}\n{}', '[[]]', '{"rows":[{}]}'])('refuses %j, which has rows but no cells', (text) => {
    expect(codeOf(() => json(text))).toBe('not-a-table');
  });

  it('reads an array of records with the union of their keys', () => {
    const table = json('[{"b":1,"a":"x"},{"a":"y","c":null},{"c":true}]');
    expect(table.columns).toEqual(['b', 'a', 'c']);
    expect(table.rows).toEqual([
      [1, 'x', ''],
      ['', 'y', ''],
      ['', '', 'true'],
    ]);
    expect(table.file).toMatchObject({ type: 'json', delimiter: null, header: true });
    expect(table.repairs).toEqual([]);
  });

  it('keeps the digits of every number, and the text of what is nested', () => {
    const { rows } = json('[{"id":12345678901234567890,"v":1.50,"e":8.19E-06,"n":{"a": [1, "x y"]},"s":"0.35"}]');
    expect(rows).toEqual([['12345678901234567890', '1.50', '8.19E-06', '{"a":[1,"x y"]}', 0.35]]);
  });

  it('reads an array of arrays, by its header or without one', () => {
    expect(json('[["a","b"],["x",1],["y",2]]')).toMatchObject({
      columns: ['a', 'b'],
      rows: [
        ['x', 1],
        ['y', 2],
      ],
    });
    expect(json('[[1,2],[3,4]]')).toMatchObject({
      columns: ['col1', 'col2'],
      rows: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(json('[["a","b"],["x"]]').repairs[0]?.message).toBe(
      'Line 2 has 1 of 2 cells. The missing one is stored as empty.',
    );
    expect(codeOf(() => json('[["a","b"],["x",1],["y",2,3]]'))).toBe('not-a-table');
  });

  it('reads one record a line, and one array a line', () => {
    expect(tableOf('{"a":1}\n{"a":2,"b":3}\n', { fileName: 'x.json' }).rows).toEqual([
      [1, ''],
      [2, 3],
    ]);
    expect(json('["a","b"]\n["x",1]\n["y",2]').rows).toEqual([
      ['x', 1],
      ['y', 2],
    ]);
  });

  it.each(['data', 'rows', 'records'])('finds the records under "%s"', (key) => {
    expect(json(`{"meta": {"rows": 3}, "${key}": [{"a": 1}], "more": []}`).rows).toEqual([[1]]);
  });

  it('takes hostile keys for what they are: names', () => {
    const { columns } = json('[{"__proto__":1,"constructor":2,"a/b.c#d$[e]":3," ":4}]');
    expect(columns).toEqual(['__proto__', 'constructor', 'a/b.c#d$[e]', 'col4']);
  });

  it('unescapes texts and replaces half surrogates', () => {
    expect(json('[{"a":"\\u00e9\\n\\"x\\"","b":"\\ud800"}]').rows).toEqual([['é\n"x"', '\ufffd']]);
  });

  it('names line and column of what is broken', () => {
    const error = errorOf(() => json('[\n  {"a": 1},\n  {"a": oops}\n]'));
    expect(error.code).toBe('invalid-json');
    expect(error.message).toBe('Line 3, column 9: expected a value, found "o". Correct the JSON there.');
    expect(errorOf(() => json('[{"a":1}')).message).toContain('Line 1, column 9: expected a comma or ]');
    expect(errorOf(() => json('[{"a":1}] x')).message).toContain('expected nothing more');
    expect(errorOf(() => json('[{"a":"\\x"}]')).message).toContain('column 7: expected a string with valid escapes');
  });

  it.each(['[{"a":01}]', '[{"a":1,}]', "[{'a':1}]", '[{"a":NaN}]', '[{"a" 1}]', '[{"a":"x\ny"}]', '['.repeat(5000)])(
    'refuses %.20s',
    (text) => {
      expect(['invalid-json', 'not-a-table']).toContain(codeOf(() => json(text)));
    },
  );

  it.each([
    ['a bare value', '42'],
    ['an array of values', '[1,2,3]'],
    ['one object', '{"a":1}'],
    ['records beside arrays', '[{"a":1},[2]]'],
  ])('refuses %s as no table', (_, text) => {
    expect(codeOf(() => json(text))).toBe('not-a-table');
  });

  it('refuses an empty array as empty', () => {
    expect(codeOf(() => json('[]'))).toBe('empty-file');
  });
});
