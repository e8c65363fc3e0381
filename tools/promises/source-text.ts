import type { Promises } from '@segue/core/versions/promised-bytes';

const head = `/** A number that promises bytes. */
export type PromisedNumber = 'codeVersion' | 'storedFormats.interactions' | 'storedFormats.profile';

/** What a number promises: the first digits of a SHA-256, by what it is of. */
export interface PromisedDigests {
  readonly number: number;
  readonly digests: Readonly<Record<string, string>>;
}

/** All promised bytes. */
export type Promises = Readonly<Record<PromisedNumber, PromisedDigests>>;

/**
 * The bytes that the numbers in \`code-version.ts\` stand for, on the table of \`tools/promises\`. Published versions are
 * computed again and compared (\`segue verify\`, the page), and stored texts are compared by their digests: other bytes
 * need another number. \`npm run promises\` writes this file, and refuses other digests under the same number.
 */
export const promisedBytes: Promises = {
`;

/** The text of \`core/src/versions/promised-bytes.ts\`, as the formatter would leave it. */
export function promisesSource(promises: Promises): string {
  const groups = Object.entries(promises).map(([name, { number, digests }]) => {
    const lines = Object.entries(digests).map(([of, digest]) => `      '${of}': '${digest}',\n`);
    const key = name.includes('.') ? `'${name}'` : name;
    return `  ${key}: {\n    number: ${number},\n    digests: {\n${lines.join('')}    },\n  },\n`;
  });
  return `${head}${groups.join('')}};\n`;
}
