/** Bytes that structure JSON text. */
export const [COMMA, COLON, QUOTE, BACKSLASH] = [0x2c, 0x3a, 0x22, 0x5c];

/** Bytes that open and close arrays and objects. */
export const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const [SPACE, TAB, LINE_FEED, CARRIAGE_RETURN] = [0x20, 0x09, 0x0a, 0x0d];

/** How many bytes of white space (RFC 8259, section 2) there are from an offset on. */
export function whitespaceLength(bytes: Uint8Array, offset: number): number {
  let end = offset;
  while (end < bytes.length && isWhitespace(bytes[end]!)) end++;
  return end - offset;
}

function isWhitespace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
}
