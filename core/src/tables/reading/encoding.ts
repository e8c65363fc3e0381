import { TableError } from './table-error.js';

/** A file's text, the name of its encoding, why it was chosen, and how many characters could not be read. */
export interface DecodedText {
  text: string;
  /** The bytes of the text if the file is in UTF-8, to avoid copying a large file; else null. */
  utf8: Uint8Array | null;
  encoding: string;
  reason?: string;
  replaced: number;
}

interface ByteOrder {
  encoding: string;
  mark: readonly number[];
}

const byteOrders: readonly [ByteOrder, ...ByteOrder[]] = [
  { encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
];

const signatures: readonly { name: string; mark: readonly number[] }[] = [
  { name: 'a ZIP archive or an Excel workbook', mark: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'an old Excel workbook', mark: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a gzip archive', mark: [0x1f, 0x8b] },
  { name: 'a PDF', mark: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: 'a PNG image', mark: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a Parquet file', mark: [0x50, 0x41, 0x52, 0x31] },
];

/**
 * The text of a file. If no encoding is given, the byte-order mark decides; without one it is UTF-8, or windows-1252 if
 * more bytes are invalid UTF-8 than a slip would explain. `partial` says that the bytes may end inside a character.
 * @throws TableError `unknown-encoding`, `binary-file`
 */
export function decodeText(bytes: Uint8Array, options: { encoding?: string; partial?: boolean } = {}): DecodedText {
  refuseSignatures(bytes);
  const partial = options.partial ?? false;
  const decoded =
    options.encoding === undefined || options.encoding.trim() === ''
      ? detectEncoding(bytes, partial)
      : decodeAs(bytes, options.encoding.trim(), partial);
  refuseBinary(decoded.text);
  return decoded;
}

function detectEncoding(bytes: Uint8Array, partial: boolean): DecodedText {
  const marked = byteOrders.find(({ mark }) => startsWith(bytes, mark));
  if (marked) {
    const decoded = decodeAs(bytes, marked.encoding, partial);
    return { ...decoded, reason: "The file starts with this encoding's byte-order mark." };
  }
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null) {
    return {
      ...decodeAs(bytes, unmarked, partial),
      reason: 'Every other byte is zero, as in UTF-16 without a byte-order mark.',
    };
  }
  const utf8 = decodeAs(bytes, 'utf-8', partial);
  if (utf8.replaced === 0) return { ...utf8, reason: 'Every byte is valid UTF-8.' };
  // A UTF-8 file with a few broken places keeps its accents; in a single-byte encoding hardly any accents are valid.
  if (utf8.replaced * 4 <= countNonAscii(utf8.text) - utf8.replaced) {
    return { ...utf8, reason: 'Most characters outside ASCII are valid UTF-8.' };
  }
  const reason = 'The bytes are not valid UTF-8, so they are read as Western European (Latin-1).';
  return { ...decodeAs(bytes, 'windows-1252', partial), reason };
}

/** The characters of windows-1252 at 0x80 to 0x9F, where Latin-1 has control characters; both agree in five places. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Some Node versions (20.20) read windows-1252 as Latin-1. In text that was read correctly, this replaces nothing. */
function mendLatin1(text: string, encoding: string): string {
  if (encoding !== 'windows-1252') return text;
  return text.replace(/[\u0080-\u009f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80]!);
}

function decodeAs(bytes: Uint8Array, label: string, partial: boolean): DecodedText {
  const strict = decoderFor(label, true);
  try {
    const text = mendLatin1(strict.decode(bytes, { stream: partial }), strict.encoding);
    const marked = startsWith(bytes, byteOrders[0].mark);
    const utf8 = strict.encoding === 'utf-8' && !partial ? bytes.subarray(marked ? 3 : 0) : null;
    return { text, utf8, encoding: strict.encoding, replaced: 0 };
  } catch {
    const text = decoderFor(label, false).decode(bytes, { stream: partial });
    return { text, utf8: null, encoding: strict.encoding, replaced: countReplaced(text) };
  }
}

function decoderFor(label: string, fatal: boolean): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    throw new TableError(
      'unknown-encoding',
      `Unknown encoding "${label}". Leave it empty to have it detected, or give utf-8, utf-16le or windows-1252.`,
    );
  }
}

function unmarkedUtf16(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (even === 0 && odd > length * 0.35) return 'utf-16le';
  if (odd === 0 && even > length * 0.35) return 'utf-16be';
  return null;
}

function refuseSignatures(bytes: Uint8Array): void {
  const found = signatures.find(({ mark }) => startsWith(bytes, mark));
  if (!found) return;
  throw new TableError(
    'binary-file',
    `The file is ${found.name}, despite its name. Save the table as CSV or JSON and upload that.`,
  );
}

function refuseBinary(text: string): void {
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) refuse(`holds a NUL character at position ${i + 1}`);
    if (code < 32 && (code < 9 || code > 13)) controls++;
  }
  // Separators such as U+001F are control characters too, but in a table there is far more text than separators.
  if (controls > 32 && controls > text.length * 0.3) refuse('is mostly control characters');
}

function refuse(what: string): never {
  throw new TableError('binary-file', `The file ${what}, so it is not text. Upload a table saved as CSV or JSON.`);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count++;
  return count;
}

function countNonAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) count++;
  return count;
}
