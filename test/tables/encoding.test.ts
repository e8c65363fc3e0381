import { describe, expect, it } from '@jest/globals';
import { decodeText } from '@segue/core/tables/reading/encoding';
import { codeOf } from './table-checks.js';

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean, mark: boolean) => {
  const codes = Array.from(mark ? `\ufeff${text}` : text, (char) => char.charCodeAt(0));
  return Uint8Array.from(codes.flatMap((code) => (little ? [code & 255, code >> 8] : [code >> 8, code & 255])));
};

describe('decodeText', () => {
  it('takes off a byte-order mark', () => {
    expect(decodeText(utf8('\ufeffgenre,artist'))).toMatchObject({ text: 'genre,artist', encoding: 'utf-8' });
    expect(decodeText(utf16('a;b\n1;é', true, true))).toMatchObject({ text: 'a;b\n1;é', encoding: 'utf-16le' });
    expect(decodeText(utf16('a;b\n1;é', false, true))).toMatchObject({ text: 'a;b\n1;é', encoding: 'utf-16be' });
  });

  it('knows UTF-16 without a mark', () => {
    expect(decodeText(utf16('genre,artist\nPop,Sia', true, false)).encoding).toBe('utf-16le');
    expect(decodeText(utf16('genre,artist\nPop,Sia', false, false)).encoding).toBe('utf-16be');
  });

  it('falls back to Western European where the bytes are not UTF-8', () => {
    const decoded = decodeText(latin1('Film,Étranger\n1,café'));
    expect(decoded).toMatchObject({ text: 'Film,Étranger\n1,café', encoding: 'windows-1252', replaced: 0 });
    expect(decoded.reason).toContain('not valid UTF-8');
  });

  it('reads each of the 27 characters that windows-1252 has and Latin-1 has not', () => {
    // By the Encoding Standard's index: https://encoding.spec.whatwg.org/index-windows-1252.txt
    const special = new Map(
      Object.entries({
        0x80: '€',
        0x82: '‚',
        0x83: 'ƒ',
        0x84: '„',
        0x85: '…',
        0x86: '†',
        0x87: '‡',
        0x88: 'ˆ',
        0x89: '‰',
        0x8a: 'Š',
        0x8b: '‹',
        0x8c: 'Œ',
        0x8e: 'Ž',
        0x91: '‘',
        0x92: '’',
        0x93: '“',
        0x94: '”',
        0x95: '•',
        0x96: '–',
        0x97: '—',
        0x98: '˜',
        0x99: '™',
        0x9a: 'š',
        0x9b: '›',
        0x9c: 'œ',
        0x9e: 'ž',
        0x9f: 'Ÿ',
      }).map(([byte, character]) => [Number(byte), character]),
    );
    expect(special.size).toBe(27);
    const bytes = Uint8Array.from([...special.keys(), 0xe9]);
    const expected = `${[...special.values()].join('')}é`;
    expect(decodeText(bytes)).toMatchObject({ text: expected, encoding: 'windows-1252' });
    for (const encoding of ['latin1', 'iso-8859-1', 'cp1252']) {
      expect(decodeText(bytes, { encoding }).text).toBe(expected);
    }
    // Undefined in windows-1252: the standard keeps the bytes as they are.
    expect(decodeText(Uint8Array.from([0x81, 0x8d, 0x8f, 0x90, 0x9d]), { encoding: 'latin1' }).text).toBe(
      '\u0081\u008d\u008f\u0090\u009d',
    );
  });

  it('keeps UTF-8 where a few places are broken, and counts them', () => {
    const bytes = Uint8Array.from([...utf8('Étienne, Zoé, Chloé, Maël, Léa '), 0xe9]);
    expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', replaced: 1 });
  });

  it('keeps a replacement character that the file contains', () => {
    expect(decodeText(utf8('a\ufffdb'))).toMatchObject({ encoding: 'utf-8', replaced: 0 });
  });

  it('does not mind a partial file that ends inside a character', () => {
    expect(decodeText(utf8('Zoé').subarray(0, 3), { partial: true })).toMatchObject({ text: 'Zo', replaced: 0 });
  });

  it('takes a given encoding at its word', () => {
    expect(decodeText(latin1('é'), { encoding: 'latin1' }).text).toBe('é');
    expect(decodeText(utf8('é'), { encoding: 'latin1' }).text).toBe('Ã©');
    expect(codeOf(() => decodeText(utf8('é'), { encoding: 'klingon' }))).toBe('unknown-encoding');
  });

  it.each([
    ['a ZIP archive', [0x50, 0x4b, 3, 4, 1, 2]],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10]],
    ['NUL bytes', [65, 66, 0, 67, 68, 69, 70, 71, 72]],
    ['control characters', Array<number>(200).fill(1)],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(() => decodeText(Uint8Array.from(bytes)))).toBe('binary-file');
  });
});
