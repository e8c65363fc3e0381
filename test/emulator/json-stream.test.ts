import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestFailure } from '@segue/emulator/failure';
import { fromJson } from '@segue/emulator/tree/from-json';
import { JsonStream } from '@segue/emulator/tree/json-stream';
import type { Node } from '@segue/emulator/tree/node';
import { evaluate } from '@segue/emulator/tree/server-values';
import { toJson } from '@segue/emulator/tree/to-json';
import { bentTexts, fuzz } from './bent-texts.js';
import { check, trees } from './samples.js';

const CONTEXT = { now: 1_800_000_000_000, depth: 0 };
const EXISTING = fromJson({ a: { b: 5 }, list: [1, 2, 3] }, null, CONTEXT);

/** What the whole text gives; the kind of its error if it is refused. */
function whole(text: string): string {
  return outcome(() => fromJson(JSON.parse(text), EXISTING, CONTEXT));
}

/** What the text gives that arrives in chunks of some sizes, one after the other. */
function streamed(text: string, sizes: readonly number[], bytesAtOnce: number): string {
  return outcome(() => {
    const stream = new JsonStream(CONTEXT.depth, bytesAtOnce);
    const bytes = Buffer.from(text);
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length]!;
      stream.write(bytes.subarray(at, at + size));
      at += size;
    }
    return evaluate(stream.end(), EXISTING, CONTEXT.now);
  });
}

function outcome(read: () => Node): string {
  try {
    return toJson(read(), 'export');
  } catch (error) {
    if (error instanceof SyntaxError) return 'SyntaxError';
    if (error instanceof RequestFailure) return error.code;
    throw error;
  }
}

const GOOD = [
  '{"a": {"b": {".sv": {"increment": 2}}, "c": {".sv": "timestamp"}}, "d": [1, null, "x\\"]\\\\", [], {}]}',
  '{"a": {"b": {".sv": {"increment": 2}}, "b": 1}, "a": {"c": {".sv": "timestamp"}}, "a": {"d": {"e": 1}}}',
  '{"list": [{".sv": {"increment": 1}}, {"x": {".sv": "timestamp"}, ".value": 4}], ".priority": {".sv": "timestamp"}}',
  '{"a": {"b": {".value": {".sv": {"increment": 2}}, ".priority": {".sv": {"increment": 3}}}, ".priority": 1}}',
  '{"a": {"b": {".sv": "timestamp"}, ".sv": {"increment": 2}}, "z": {".priority": {".sv": "timestamp"}, "y": null}}',
  '{"list": [{"k": "ü😀", "n": -1.5e3}, {"k": "{[,]}", "n": true}], ".priority": 7}',
  '  [ [1,2] , {"b":1,"a":{".value":"v",".priority":"p"}} , "" , null ]\n',
  '{"10":1,"9":2,"x":3,"__proto__":{"y":4},"z":null}',
  '"just a text that is longer than a piece"',
  ' 12345678 ',
];

const PARTS = [
  '"',
  '\\',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  ' ',
  '\n',
  '1',
  'null',
  '"a":',
  '".sv":',
  '{"a":',
  '[[',
  ']]',
  '\\u00e9',
];

describe('JSON that arrives in chunks', () => {
  it('gives what the whole text gives, wherever it is cut', () => {
    check(
      fc.property(
        fc.oneof(
          trees.map((tree) => JSON.stringify(tree)),
          fc.constantFrom(...GOOD),
        ),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        (text, pretty, sizes, bytesAtOnce) => {
          const given = pretty ? JSON.stringify(JSON.parse(text), null, 2) : text;
          expect(streamed(given, sizes, bytesAtOnce)).toBe(whole(given));
        },
      ),
      1_000,
    );
  });

  it('counts the last of members with the same key, also across cuts', () => {
    const text = '{"a":{"x":1},"b":2,"c":3,"a":{"y":2},"b":null}';
    for (let size = 1; size < text.length; size++) expect(streamed(text, [3], size)).toBe('{"a":{"y":2},"c":3}');
  });

  it('refuses what is not JSON or cannot be stored, as the whole text is refused', async () => {
    await fuzz(bentTexts(GOOD, PARTS), (bent) => {
      const text = Buffer.from(bent).toString();
      const expected = whole(text);
      for (const bytesAtOnce of [1, 7, 25]) {
        const found = streamed(text, [5, 1, 9], bytesAtOnce);
        if (found !== 'invalid_data') expect(found).toBe(expected);
        // In pieces, data that cannot be stored is refused before the text turns out to be no JSON, and so is a member
        // that goes unseen in the whole: before another with the same key, or beside .value or .sv.
        else if (!hidesMembers(text)) expect(['invalid_data', 'SyntaxError']).toContain(expected);
      }
    });
  });

  it('leaves server values to be evaluated when it is written, those that count', () => {
    const text =
      '{"n": {".sv": {"increment": 2}}, "t": {".sv": "timestamp"}, "twice": {"a": {".sv": "timestamp"}}, "twice": 1}';
    const stream = new JsonStream(0, 8);
    stream.write(Buffer.from(text));
    const draft = stream.end();
    const written = (existing: object, now: number) => toJson(evaluate(draft, fromJson(existing, null, CONTEXT), now));
    expect(written({ n: 5, twice: { a: 1 } }, 7)).toBe('{"n":7,"t":7,"twice":1}');
    expect(written({ n: 6 }, 9)).toBe('{"n":8,"t":9,"twice":1}');
  });

  it('refuses one text that is longer than any that can be stored, while it arrives', () => {
    const stream = new JsonStream(0);
    const letters = Buffer.alloc(1 << 20, 'x');
    stream.write(Buffer.from('"'));
    expect(() => {
      for (let i = 0; i < 100; i++) stream.write(letters);
    }).toThrow('a string is too long');
  });

  it('refuses what is deeper than data may be before it ends', () => {
    const stream = new JsonStream(0, 4);
    expect(() => {
      for (let i = 0; i < 100; i++) stream.write(Buffer.from('{"a":'));
    }).toThrow('maximum depth');
  });
});

/** True if some name in the text occurs twice, or a special one that makes others count for nothing. */
function hidesMembers(text: string): boolean {
  if (/\.value|\.sv/.test(text)) return true;
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)].map(([, name]) => name);
  return new Set(names).size < names.length;
}
