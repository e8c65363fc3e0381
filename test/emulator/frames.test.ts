import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameJoiner, splitFrames } from '@segue/emulator/socket/frames';
import { seeded } from '../support/seeded.js';

describe('the frames of a message', () => {
  it('are itself up to 16,384 characters', () => {
    const text = 'x'.repeat(16_384);
    expect(splitFrames(text)).toEqual([text]);
    expect(splitFrames(`${text}y`)).toEqual(['2', text, 'y']);
  });

  it('put together are the message, each through UTF-8, wherever emoji stand', () => {
    const joiner = new FrameJoiner(1_000_000);
    const message = fc
      .tuple(fc.nat(40_000), fc.array(fc.constantFrom('🎷', 'é', 'a', '7'), { maxLength: 200 }), fc.nat(40_000))
      .map(([before, middle, after]) => `"${'x'.repeat(before)}${middle.join('')}${'🎻'.repeat(after)}"`);
    fc.assert(
      fc.property(message, (text) => {
        const frames = splitFrames(text);
        const received = frames.map((frame) => joiner.push(Buffer.from(frame).toString('utf8')));
        expect(received.pop()).toBe(text);
        expect(received.every((nothing) => nothing === undefined)).toBe(true);
        expect(frames.every(({ length }) => length <= 16_384)).toBe(true);
      }),
      seeded(100),
    );
  });
});
