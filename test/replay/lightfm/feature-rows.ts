import { ModelError } from '@segue/core/model/errors';
import { toCsr, type Coo, type Csr } from '@segue/core/model/sparse';

/** The features of one user or item: names, each of weight 1, or weights by name. */
export type FeatureData = readonly [
  id: string | number,
  features: readonly (string | number)[] | ReadonlyMap<string | number, number>,
];

interface Maps {
  readonly ids: ReadonlyMap<string | number, number>;
  readonly features: ReadonlyMap<string | number, number>;
}

/** The matrix ids × features of one side, as described at `Dataset.buildUserFeatures`. */
export function buildFeatureMatrix(
  side: 'user' | 'item',
  maps: Maps,
  identity: boolean,
  data: Iterable<FeatureData>,
  normalize: boolean,
): Csr {
  const entries = new FeatureEntries(maps);
  if (identity) for (const id of maps.ids.keys()) entries.add(side, id, [id]);
  for (const tuple of data) {
    const length: number = tuple.length;
    if (length !== 2) throw new ModelError('value', `Expected tuples of (${side}_id, features), not ${length} values.`);
    entries.add(side, ...tuple);
  }
  const csr = toCsr(entries.matrix());
  if (normalize) normalizeRows(csr);
  return csr;
}

class FeatureEntries {
  private readonly row: number[] = [];
  private readonly col: number[] = [];
  private readonly data: number[] = [];

  constructor(private readonly maps: Maps) {}

  add(side: 'user' | 'item', id: FeatureData[0], features: FeatureData[1]): void {
    const row = this.maps.ids.get(id);
    if (row === undefined) {
      throw new ModelError('value', `${side} id ${id} not in ${side} id mappings. Call fit with it first.`);
    }
    const weights = Array.isArray(features) ? features.map((name) => [name, 1] as const) : features;
    for (const [name, weight] of weights as Iterable<readonly [string | number, number]>) {
      const col = this.maps.features.get(name);
      if (col === undefined) {
        throw new ModelError('value', `Feature ${name} not in feature mapping. Call fit with all features first.`);
      }
      this.row.push(row);
      this.col.push(col);
      this.data.push(weight);
    }
  }

  matrix(): Coo {
    return {
      format: 'coo',
      rows: this.maps.ids.size,
      cols: this.maps.features.size,
      row: Int32Array.from(this.row),
      col: Int32Array.from(this.col),
      data: Float32Array.from(this.data),
    };
  }
}

/** Divides each row, in place, by the float64 sum of its absolute values; rows whose sum is 0 stay unchanged. */
function normalizeRows({ rows, indptr, data }: Csr): void {
  for (let row = 0; row < rows; row++) {
    if (indptr[row] === indptr[row + 1]) {
      throw new ModelError(
        'value',
        'Cannot normalize feature matrix: some rows have zero norm. Give every row a feature, or set normalize to false.',
      );
    }
  }
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(indptr[row], indptr[row + 1]);
    const norm = values.reduce((sum, value) => sum + Math.abs(value), 0);
    if (norm !== 0) values.forEach((value, i) => (values[i] = value / norm));
  }
}
