import { toUSVString } from 'node:util';

/**
 * The bytes that the SDKs hash for a text: UTF-8, except for unpaired surrogates, which UTF-8 does not have. There, a
 * first half takes the next unit for the second half, whatever it is, and a second half alone becomes the three bytes
 * of its number. https://github.com/firebase/firebase-js-sdk/blob/main/packages/util/src/utf8.ts
 */
export function hashedBytes(text: string): Buffer {
  return toUSVString(text) === text ? Buffer.from(text) : bytesByUnit(text);
}

function bytesByUnit(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 3);
  let length = 0;
  const add = (byte: number): void => void (bytes[length++] = byte);
  const addTail = (bits: number): void => add(0x80 | (bits & 0x3f));
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // At the very end of the text the SDKs throw; any result will do.
    const isFirstHalf = unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length;
    const point = isFirstHalf ? 0x10000 + (unit - 0xd800) * 0x400 + text.charCodeAt(++i) - 0xdc00 : unit;
    if (point < 0x80) add(point);
    else if (point < 0x800) add(0xc0 | (point >> 6));
    else if (point < 0x10000) add(0xe0 | (point >> 12));
    else add(0xf0 | (point >> 18));
    if (point >= 0x10000) addTail(point >> 12);
    if (point >= 0x800) addTail(point >> 6);
    if (point >= 0x80) addTail(point);
  }
  return bytes.subarray(0, length);
}
