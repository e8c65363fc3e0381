import fc from 'fast-check';

/** Keys that try the order: integers of all sorts, text, and what looks like one but is the other. */
export const keys = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map(String),
  fc.constantFrom(
    'a',
    'b',
    'ab',
    'B',
    'é',
    '😀',
    '-1',
    '-',
    '01',
    '007',
    '2147483647',
    '2147483648',
    '-2147483648',
    '1e3',
  ),
  fc.constantFrom('__proto__', 'constructor', 'length', 'toString', ' '),
);

/** Values without children. */
export const leaves = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(0.1, -2.5, 1e21, 5e-324, 2 ** 53),
  fc.constantFrom('', 'x', 'y', 'ü', '😀', 'null', '5'),
  fc.boolean(),
);

/** Trees as JSON objects, three levels deep at the most. */
export const trees: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaves, tie('branch')),
  branch: fc
    .array(fc.tuple(keys, tie('tree')), { minLength: 1, maxLength: 6 })
    .map(
      (entries) =>
        JSON.parse(
          `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
        ) as unknown,
    ),
})).tree;

/** Paths of up to three keys. */
export const paths = fc.array(keys, { maxLength: 3 });

/**
 * Runs a property with a seed that is printed when it fails, from `EMULATOR_SEED`; without one, the same slice on every
 * run.
 */
export function check<T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, runs = 300): void {
  const seed = Number(process.env.EMULATOR_SEED ?? 20261124);
  fc.assert(property, { seed, numRuns: runs, endOnFailure: false });
}
