/**
 * The bytes of a text as the SDKs make them to hash it: UTF-8, but for halves of surrogate pairs, which UTF-8 has not. There
 * the first half takes the next unit for the second, whatever it is; a second half alone is the three bytes of its number.
 * https://github.com/firebase/firebase-js-sdk/blob/main/packages/util/src/utf8.ts
 */
export function hashedBytes(text: string): Buffer {
  return LONE_SURROGATE.test(text) ? Buffer.from([...bytesOf(text)]) : Buffer.from(text);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function* bytesOf(text: string): Generator<number> {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // At the very end the SDKs throw; any answer will do.
    const isFirstHalf = unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length;
    const point = isFirstHalf ? 0x10000 + (unit - 0xd800) * 0x400 + text.charCodeAt(++i) - 0xdc00 : unit;
    if (point < 0x80) yield point;
    else if (point < 0x800) yield* [0xc0 | (point >> 6), tail(point)];
    else if (point < 0x10000) yield* [0xe0 | (point >> 12), tail(point >> 6), tail(point)];
    else yield* [0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point)];
  }
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}
