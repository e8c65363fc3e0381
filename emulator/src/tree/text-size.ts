/** True when a text is longer than so many bytes of UTF-8. */
export function isLongerThan(text: string, bytes: number): boolean {
  // A UTF-16 unit is at most three bytes, so that short texts need no counting.
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
