import type { RandomState } from '@segue/core/model/random';
import type { LightFmOptions } from '@segue/core/model/lightfm/light-fm';
import type { Coo, Csr, Sparse } from '@segue/core/model/sparse';
import type { Embeddings, TrainedState } from '@segue/core/model/state';

/** A number as fixtures write it: NaN is null or "NaN", infinities are strings. */
export type JsonNumber = number | null | string;

/** A COO matrix of a fixture; values are 1 where there are none. */
export interface CooJson {
  readonly shape?: readonly [number, number];
  readonly row: readonly number[];
  readonly col: readonly number[];
  readonly data?: readonly JsonNumber[];
}

/** A CSR matrix of a fixture; it may end before its last rows, which are then empty. */
export interface CsrJson {
  readonly shape?: readonly [number, number];
  readonly indptr: readonly number[];
  readonly indices: readonly number[];
  readonly data?: readonly JsonNumber[];
}

/** Either. */
export type MatrixJson = CooJson | CsrJson;

/** The four arrays of a model, flat and row-major. */
export interface ModelJson {
  readonly item_embeddings: readonly JsonNumber[];
  readonly item_biases: readonly JsonNumber[];
  readonly user_embeddings: readonly JsonNumber[];
  readonly user_biases: readonly JsonNumber[];
}

/** What must fail, and how. */
export interface ExpectedError {
  readonly type: string;
}

/** A fixture's number. */
export function readNumber(value: JsonNumber): number {
  return value === null ? NaN : Number(value);
}

/** A fixture's float32 array. */
export function readFloats(values: readonly JsonNumber[]): Float32Array {
  return Float32Array.from(values, readNumber);
}

/** A fixture's matrix; `shape` stands in where it names none itself. */
export function readMatrix(json: MatrixJson, shape = json.shape): Sparse {
  if (shape === undefined) throw new Error('a matrix without shape');
  return 'row' in json ? readCoo(json, shape) : readCsr(json, shape);
}

/** A fixture's COO. */
export function readCoo(json: CooJson, [rows, cols]: readonly [number, number]): Coo {
  const [row, col] = [Int32Array.from(json.row), Int32Array.from(json.col)];
  return { format: 'coo', rows, cols, row, col, data: readData(json, row.length) };
}

function readCsr(json: CsrJson, [rows, cols]: readonly [number, number]): Csr {
  const indptr = new Int32Array(rows + 1).fill(json.indices.length);
  indptr.set(json.indptr);
  const indices = Int32Array.from(json.indices);
  return { format: 'csr', rows, cols, indptr, indices, data: readData(json, indices.length) };
}

function readData(json: MatrixJson, length: number): Float32Array {
  return json.data === undefined ? new Float32Array(length).fill(1) : readFloats(json.data);
}

/** A fixture's feature matrix, `null` where there is none. */
export function readFeatures(json: CsrJson | null): Sparse | undefined {
  return json === null ? undefined : readMatrix(json);
}

/** A fixture's model. */
export function readModel(json: ModelJson, noComponents: number): Embeddings {
  return {
    noComponents,
    itemEmbeddings: readFloats(json.item_embeddings),
    itemBiases: readFloats(json.item_biases),
    userEmbeddings: readFloats(json.user_embeddings),
    userBiases: readFloats(json.user_biases),
  };
}

/** `no_components` → `noComponents`, for every key; numbers are read. */
export function camelKeys(json: Readonly<Record<string, JsonNumber>>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      typeof value === 'string' && Number.isNaN(Number(value)) && value !== 'NaN' ? value : readNumber(value),
    ]),
  );
}

/** Constructor options from a fixture's `hyper`, which also holds arguments of fit. */
export function readOptions(
  hyper: Readonly<Record<string, number>>,
  loss: string,
  schedule: string,
  randomState: number | RandomState,
): LightFmOptions {
  const constructed = Object.entries(hyper).filter(([name]) => name !== 'epochs' && name !== 'num_threads');
  const options = camelKeys({ ...Object.fromEntries(constructed), loss, learning_schedule: schedule });
  return { ...options, randomState };
}

/** The 12 arrays of a state under LightFM's names. */
export function stateArrays({ item, user }: TrainedState): Record<string, Float32Array> {
  const arrays: Record<string, Float32Array> = {};
  for (const [name, side] of [
    ['item', item],
    ['user', user],
  ] as const) {
    arrays[`${name}_embeddings`] = side.embeddings;
    arrays[`${name}_embedding_gradients`] = side.embeddingGradients;
    arrays[`${name}_embedding_momentum`] = side.embeddingMomentum;
    arrays[`${name}_biases`] = side.biases;
    arrays[`${name}_bias_gradients`] = side.biasGradients;
    arrays[`${name}_bias_momentum`] = side.biasMomentum;
  }
  return arrays;
}
