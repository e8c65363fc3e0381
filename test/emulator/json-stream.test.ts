import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromJson } from '@segue/emulator/tree/from-json';
import { JsonStream } from '@segue/emulator/tree/json-stream';
import type { Node } from '@segue/emulator/tree/node';
import { toJson } from '@segue/emulator/tree/to-json';
import { bentTexts, fuzz } from './bent-texts.js';
import { check, trees } from './samples.js';

const CONTEXT = { now: 1_800_000_000_000, depth: 0 };
const EXISTING = fromJson({ a: { b: 5 }, list: [1, 2, 3] }, null, CONTEXT);

/** What the whole text gives; an error's name if it is refused. */
function whole(text: string): string {
  return outcome(() => fromJson(JSON.parse(text), EXISTING, CONTEXT));
}

/** What the text gives that arrives in chunks of some sizes, one after the other. */
function streamed(text: string, sizes: readonly number[], piece: number): string {
  return outcome(() => {
    const stream = new JsonStream(EXISTING, CONTEXT, piece);
    const bytes = Buffer.from(text);
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length]!;
      stream.write(bytes.subarray(at, at + size));
      at += size;
    }
    return stream.end();
  });
}

function outcome(read: () => Node): string {
  try {
    return toJson(read(), 'export');
  } catch (error) {
    if (error instanceof Error) return 'refused';
    throw error;
  }
}

const GOOD = [
  '{"a": {"b": {".sv": {"increment": 2}}, "c": {".sv": "timestamp"}}, "d": [1, null, "x\\"]\\\\", [], {}]}',
  '{"list": [{"k": "ü😀", "n": -1.5e3}, {"k": "{[,]}", "n": true}], ".priority": 7}',
  '  [ [1,2] , {"b":1,"a":{".value":"v",".priority":"p"}} , "" , null ]\n',
  '{"10":1,"9":2,"x":3,"__proto__":{"y":4},"z":null}',
  '"just a text that is longer than a piece"',
  ' 12345678 ',
];

const PIECES = [
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
        (text, pretty, sizes, piece) => {
          const given = pretty ? JSON.stringify(JSON.parse(text), null, 2) : text;
          expect(streamed(given, sizes, piece)).toBe(whole(given));
        },
      ),
      1_000,
    );
  });

  it('counts the last of members with the same key, also across cuts', () => {
    const text = '{"a":{"x":1},"b":2,"c":3,"a":{"y":2},"b":null}';
    for (let piece = 1; piece < text.length; piece++) expect(streamed(text, [3], piece)).toBe('{"a":{"y":2},"c":3}');
  });

  it('refuses what is not JSON or cannot be stored, as the whole text is refused', async () => {
    await fuzz(bentTexts(GOOD, PIECES), (bent) => {
      const text = Buffer.from(bent).toString();
      // Read whole, an earlier member with the same key goes unseen, and so does one beside .value or .sv; read in pieces,
      // one that cannot be stored is refused.
      const expected = whole(text);
      for (const piece of [1, 7, 25]) {
        const found = streamed(text, [5, 1, 9], piece);
        if (found !== 'refused' || !hidesMembers(text)) expect(found).toBe(expected);
      }
    });
  });

  it('refuses what is deeper than data may be before it ends', () => {
    const stream = new JsonStream(null, CONTEXT, 4);
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
