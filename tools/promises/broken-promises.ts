import type { PromisedDigests, Promises, PromisedNumber } from '@segue/core/versions/promised-bytes';

/**
 * What differs from its promise, as sentences that say what to do. A number that was raised breaks no promise: all its
 * digests are new.
 */
export function brokenPromises(promised: Promises, found: Promises): string[] {
  return numbersOf(found).flatMap((name) => {
    const { number } = promised[name];
    return number === found[name].number ? brokenDigests(name, promised[name], found[name].digests) : [];
  });
}

/** What is still missing in `promised-bytes.ts`, as sentences: writing the file is all it takes. */
export function missingPromises(promised: Promises, found: Promises): string[] {
  return numbersOf(found).flatMap((name) => {
    const { number, digests } = promised[name];
    if (number !== found[name].number) {
      return [`promised-bytes.ts has digests of ${name} ${number}, not ${found[name].number}. Run: npm run promises.`];
    }
    const missing = Object.keys(found[name].digests).filter((of) => digests[of] === undefined);
    return missing.map((of) => `${of} has no promised digest. Run: npm run promises.`);
  });
}

function numbersOf(promises: Promises): PromisedNumber[] {
  return Object.keys(promises) as PromisedNumber[];
}

function brokenDigests(
  name: PromisedNumber,
  { number, digests }: PromisedDigests,
  found: PromisedDigests['digests'],
): string[] {
  const remedy =
    `Raise ${name} to ${number + 1} and write the new digests (npm run promises), ` + `or restore the bytes.`;
  return Object.entries(digests)
    .filter(([of, digest]) => found[of] !== digest)
    .map(([of]) => {
      const what = found[of] === undefined ? 'is no longer computed, which' : 'gives other bytes than';
      return `${of} ${what} ${name} ${number} promises. ${remedy}`;
    });
}
