import fc from 'fast-check';

/** Inputs a fuzzer tries: a slice on every run, 100,000 under `npm run soak`. */
const FUZZ_INPUTS = process.env.EMULATOR_SOAK === '1' ? 100_000 : 2_000;

/** The seed of all fuzzers, printed by who finds something; `EMULATOR_SEED` sets it. */
const FUZZ_SEED = Number(process.env.EMULATOR_SEED ?? 20261124);

/** A change to a text: a piece cut out, doubled, or replaced by another. */
type Bend = { at: number; length: number; other: string };

/** Good texts bent in a few places, by pieces that mean something in them, and texts of such pieces alone. */
export function bentTexts(good: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('\0', '\uD800', '\u2028', '"', '\\', '{', '['.repeat(500), '{"a":'.repeat(300), '9'.repeat(400)),
  );
  const bend: fc.Arbitrary<Bend> = fc.record({ at: fc.nat(1_000), length: fc.nat(20), other: piece });
  const bent = fc
    .tuple(fc.constantFrom(...good), fc.array(bend, { minLength: 1, maxLength: 4 }))
    .map(([text, bends]) => bends.reduce(bendText, text));
  return fc.oneof(
    { weight: 4, arbitrary: bent },
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  );
}

function bendText(text: string, { at, length, other }: Bend): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + other + text.slice(place + length);
}

/** Goes through inputs of a kind; hands each to `take`, whose failure is reported with the input and the seed. */
export async function fuzz(inputs: fc.Arbitrary<string>, take: (input: string) => void | Promise<void>): Promise<void> {
  const chunk = 1_000;
  for (let done = 0; done < FUZZ_INPUTS; done += chunk) {
    for (const input of fc.sample(inputs, { seed: FUZZ_SEED + done, numRuns: chunk })) {
      const start = performance.now();
      try {
        await take(input);
      } catch (error) {
        throw new Error(`seed ${FUZZ_SEED}, input ${JSON.stringify(input).slice(0, 2_000)}`, { cause: error });
      }
      const time = performance.now() - start;
      if (time > 2_000) throw new Error(`took ${time} ms: seed ${FUZZ_SEED}, input ${JSON.stringify(input)}`);
    }
  }
}
