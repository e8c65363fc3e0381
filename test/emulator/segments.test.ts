import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegmentJoiner } from '@segue/emulator/polling/segments';
import { check } from './samples.js';

/** The segments of messages, as a client numbers them. */
function segmentsOf(messages: readonly string[], size: number): [number, number, string][] {
  const segments: [number, number, string][] = [];
  for (const message of messages) {
    const data = Buffer.from(message).toString('base64url');
    const total = Math.max(1, Math.ceil(data.length / size));
    for (let at = 0; at < total; at++) segments.push([segments.length, total, data.slice(at * size, (at + 1) * size)]);
  }
  return segments;
}

describe('SegmentJoiner', () => {
  it('gives each message once and in order, in whatever order its segments come', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 8 });
    check(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1 })),
        (messages, size, draws) => {
          const segments = segmentsOf(messages, size);
          const shuffled = [...segments, ...segments]
            .map((segment) => ({ segment, place: Number(draws.next().value) }))
            .sort((a, b) => a.place - b.place);
          const joiner = new SegmentJoiner(10_000);
          expect(shuffled.flatMap(({ segment }) => joiner.push(...segment))).toEqual(messages);
        },
      ),
    );
  });

  it.each([
    ['a number that is none', [NaN, 1]],
    ['a negative number', [-1, 1]],
    ['a message of no segments', [0, 0]],
    ['a fraction', [0.5, 1]],
    ['a number far ahead', [1_000_000, 1]],
  ] as const)('refuses %s', (_, [segment, total]) => {
    expect(() => new SegmentJoiner(10).push(segment, total, 'x')).toThrow(RangeError);
  });

  it('refuses more than may wait', () => {
    const joiner = new SegmentJoiner(10);
    expect(joiner.push(1, 1, '12345678')).toEqual([]);
    expect(() => joiner.push(2, 1, '123')).toThrow('message too long');
  });
});
