/**
 * SHA-256 over the concatenated parts, as hexadecimal digits; for the page and its workers.
 * @throws Error if the page was loaded over plain HTTP from another machine: browsers then offer no `crypto.subtle`.
 */
export async function sha256(parts: Uint8Array[]): Promise<string> {
  const subtle = (crypto as { subtle?: SubtleCrypto }).subtle;
  if (!subtle)
    throw new Error('This browser cannot compute digests on a page without HTTPS. Open the page at its https address.');
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
