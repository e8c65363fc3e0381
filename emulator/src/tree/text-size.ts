/** True if a text is longer than the given number of bytes in UTF-8. */
export function isLongerThan(text: string, bytes: number): boolean {
  // A UTF-16 unit takes at most three bytes, so short texts need no counting.
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
