import { randomTrainTestSplit, trainCount } from '@segue/core/model/lightfm/cross-validation';
import { RandomState, WorkerRandom } from '@segue/core/model/random';
import type { Coo, Sparse, Values } from '@segue/core/model/sparse';
import { expectNumbers, expectSame } from './expect.js';
import { readMatrix, readNumber, type CooJson, type CsrJson, type MatrixJson } from './format.js';

/** rng.json: both generators. */
export interface RandomFixture {
  readonly numpy: readonly {
    readonly seed: number;
    readonly raw_uint32: readonly number[];
    readonly rand: readonly number[];
    readonly shuffle_arange23: readonly number[];
    readonly shuffle_arange1000_first20: readonly number[];
    readonly shuffle_arange1000_last5: readonly number[];
    readonly randint_int32max_size4: readonly number[];
    readonly sequence: Readonly<Record<string, readonly number[]>>;
  }[];
  readonly rand_r: readonly { readonly seed: number; readonly state_then_output: readonly [number, number][] }[];
}

interface Parts {
  readonly train: CooJson;
  readonly test: CooJson;
}

/** split*.json: random splits. */
export interface SplitFixture {
  readonly cases: readonly (Parts & {
    readonly test_percentage: number;
    readonly seed: number;
    readonly dtype?: string;
    readonly input?: CooJson;
    readonly input_csr?: CsrJson;
    readonly then?: readonly Parts[];
  })[];
  readonly cutoffs?: readonly { readonly n: number; readonly test_percentage: number; readonly cutoff: number }[];
}

/** Draws from fresh generators and compares. Throws `Mismatch`. */
export function runRandom({ numpy, rand_r: workers }: RandomFixture): string {
  for (const list of numpy) {
    const fresh = () => new RandomState(list.seed);
    const [raw, doubles] = [fresh(), fresh()];
    expectNumbers(
      'raw_uint32',
      list.raw_uint32.map(() => raw.next32()),
      list.raw_uint32,
    );
    expectNumbers(
      'rand',
      list.rand.map(() => doubles.double()),
      list.rand,
    );
    expectNumbers('shuffle 23', shuffled(fresh(), 23), list.shuffle_arange23);
    const thousand = shuffled(fresh(), 1000);
    expectNumbers('shuffle 1000', thousand.subarray(0, 20), list.shuffle_arange1000_first20);
    expectNumbers('shuffle 1000', thousand.subarray(-5), list.shuffle_arange1000_last5);
    expectNumbers('randint', fresh().seeds(4), list.randint_int32max_size4);
    runSequence(fresh(), list.sequence);
  }
  for (const { seed, state_then_output: pairs } of workers) {
    const random = new WorkerRandom(seed);
    for (const pair of pairs) {
      const output = random.next();
      expectNumbers(`rand_r ${seed}`, [random.state >>> 0, output], pair);
    }
  }
  return `${numpy.length + workers.length} generators`;
}

/** Steps like `rand3`, `then_shuffle_arange7`, `then_randint2`, named by what they draw. */
function runSequence(random: RandomState, sequence: Readonly<Record<string, readonly number[]>>): void {
  for (const [step, expected] of Object.entries(sequence)) {
    if (step.includes('shuffle')) expectNumbers(step, shuffled(random, expected.length), expected);
    else if (step.includes('randint')) expectNumbers(step, random.seeds(expected.length), expected);
    else
      expectNumbers(
        step,
        expected.map(() => random.double()),
        expected,
      );
  }
}

function shuffled(random: RandomState, length: number): Int32Array {
  const values = Int32Array.from({ length }, (_, i) => i);
  random.shuffle(values);
  return values;
}

/** Splits and compares; a case's `then` goes on with the same generator. Throws `Mismatch`. */
export function runSplits({ cases, cutoffs = [] }: SplitFixture): string {
  cases.forEach((split, index) => {
    const input = readTyped(split.input_csr ?? split.input!, split.dtype);
    const randomState = new RandomState(split.seed);
    for (const expected of [split, ...(split.then ?? [])]) {
      const parts = randomTrainTestSplit(input, { testPercentage: split.test_percentage, randomState });
      expectPart(`case ${index} train`, parts.train, expected.train);
      expectPart(`case ${index} test`, parts.test, expected.test);
    }
  });
  for (const { n, test_percentage: part, cutoff } of cutoffs) {
    expectSame(`train entries of ${n} at ${part}`, trainCount(n, part), cutoff);
  }
  return `${cases.length} splits, ${cutoffs.length} cutoffs`;
}

/** The matrix with its values in their own type: a float64 would not survive a float32. */
function readTyped(json: MatrixJson, dtype = 'float32'): Sparse<Values> {
  const matrix = readMatrix(json);
  const values = (json.data ?? []).map(readNumber);
  if (dtype === 'float64') return { ...matrix, data: Float64Array.from(values) };
  if (dtype === 'int32') return { ...matrix, data: Int32Array.from(values) };
  return matrix;
}

function expectPart(what: string, part: Coo<Values>, expected: CooJson): void {
  expectNumbers(`${what} row`, part.row, expected.row);
  expectNumbers(`${what} col`, part.col, expected.col);
  expectNumbers(`${what} data`, part.data, expected.data ?? []);
}
