import { describe, expect, it } from '@jest/globals';
import { parseRules } from '@segue/emulator/rules/parse-rules';

/** An expression of each type that the language knows when rules are uploaded. */
const EXPRESSIONS = {
  boolean: 'true',
  flag: 'query.orderByValue',
  number: '2.5',
  limit: 'query.limitToLast',
  text: "'b'",
  key: '$key',
  nothing: 'null',
  value: "data.child('x').val()",
  priority: 'data.getPriority()',
  claim: 'auth.token.level',
  snapshot: 'root',
  query: 'query',
  pattern: '/b+/',
  list: "['b']",
};

type Kind = keyof typeof EXPRESSIONS;

const BOOLEANS: Kind[] = ['boolean', 'flag'];
const OPEN: Kind[] = ['value', 'priority', 'claim'];
const TEXTS: Kind[] = ['text', 'key', ...OPEN];
const NUMBERS: Kind[] = ['number', 'limit', ...OPEN];
const ORDERED: Kind[] = [...new Set([...TEXTS, ...NUMBERS])];
const COMPARED: Kind[] = [...ORDERED, ...BOOLEANS, 'nothing'];

/** Where an expression may stand (`@`), and of which types the service takes it there. */
const PLACES: Record<string, Kind[]> = {
  '@': BOOLEANS,
  '!@': BOOLEANS,
  '@ && true': BOOLEANS,
  'false || @': BOOLEANS,
  '@ ? true : false': BOOLEANS,
  '-@ < 0': NUMBERS,
  '@ - 1 == 0': NUMBERS,
  '2 % @ == 0': NUMBERS,
  '@ + 1 != 2': ORDERED,
  "'a' + @ == 'ab'": ORDERED,
  '@ >= 1': ORDERED,
  "'a' < @": ORDERED,
  '@ === 1': COMPARED,
  'null != @': COMPARED,
  '(true ? @ : @) == 1': COMPARED,
  '(true ? @ : 1) == 1': [...COMPARED, 'snapshot', 'query', 'pattern'],
  'data.child(@).exists()': TEXTS,
  'data.hasChild(@)': TEXTS,
  'data.hasChildren([@])': TEXTS,
  'data.hasChildren(@)': ['list'],
  "'abc'.endsWith(@)": TEXTS,
  "'abc'.replace('a', @) == 'b'": TEXTS,
  "'abc'.matches(@)": ['pattern'],
  '@.length == 1': TEXTS,
  "@['length'] == 1": TEXTS,
  "@.contains('b')": TEXTS,
  '@.exists()': ['snapshot'],
  '@.other == 1': ['claim'],
  '@[$key] == 1': ['claim'],
};

/** As `PUT /.settings/rules.json?dryRun=true` of the service was seen to judge them, in October 2026. */
describe('an uploaded rule', () => {
  it.each(Object.entries(PLACES))('%s takes what the service takes', (place, taken) => {
    const kinds = Object.keys(EXPRESSIONS) as Kind[];
    const accepts = (kind: Kind): boolean => {
      const rule = place.replaceAll('@', `(${EXPRESSIONS[kind]})`);
      try {
        parseRules(JSON.stringify({ rules: { p: { $key: { '.read': rule } } } }));
        return true;
      } catch (error) {
        expect(String(error)).toMatch(/\d+:\d+: /);
        return false;
      }
    };
    expect(kinds.filter(accepts)).toEqual(kinds.filter((kind) => taken.includes(kind)));
  });
});
