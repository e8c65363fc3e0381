import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromJson } from '@segue/emulator/tree/from-json';
import { CHUNK, jsonChunks } from '@segue/emulator/tree/json-chunks';
import { toJson } from '@segue/emulator/tree/to-json';
import { check, trees } from './samples.js';

const node = (json: unknown) => fromJson(json, null, { now: 0, depth: 0 });

describe('a node that is written in chunks', () => {
  it('is the text that is written at once', () => {
    const large = fc.array(trees, { minLength: 0, maxLength: 400 });
    check(
      fc.property(large, fc.constantFrom('plain' as const, 'export' as const, 'objects' as const), (json, format) => {
        const tree = node({ list: json, map: Object.fromEntries(json.map((each, at) => [`k${at}`, each])) });
        expect([...jsonChunks(tree, format)].join('')).toBe(toJson(tree, format));
      }),
      30,
    );
  });

  it('keeps the priority of an object with many children', () => {
    const children = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, at]));
    const tree = node({ ...children, '.priority': 5 });
    expect(JSON.parse([...jsonChunks(tree, 'export')].join(''))).toEqual({ ...children, '.priority': 5 });
  });

  it('is never copied as a whole, however few and long its texts are', () => {
    const text = 'x'.repeat(3 * CHUNK);
    const tree = node({ a: { b: text, c: text }, d: [text, text] });
    for (const chunk of jsonChunks(tree, 'export')) expect(chunk.length).toBeLessThan(4 * CHUNK);
  });
});
