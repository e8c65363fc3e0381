import { aucScore, precisionAtK, recallAtK, reciprocalRank, type Ranker } from './lightfm/metrics.js';
import { predictRanks, type RankOptions } from '@segue/core/model/lightfm/predict-rank';
import { representations } from '@segue/core/model/lightfm/predict';
import type { Sparse } from '@segue/core/model/sparse';
import { expectNumbers, expectOutcome } from './expect.js';
import {
  readFeatures,
  readMatrix,
  readModel,
  type CsrJson,
  type ExpectedError,
  type JsonNumber,
  type MatrixJson,
  type ModelJson,
} from './format.js';

interface Variant {
  readonly with_train: boolean;
  readonly check_intersections?: boolean;
  readonly expect_error?: ExpectedError;
  readonly ranks?: CsrJson;
  readonly mean_auc?: JsonNumber;
  /** `auc`, `precision_at_3_preserve_rows`, …: one number a user. */
  readonly [metric: string]: unknown;
}

/** metrics*.json: ranks and metrics of given models. */
export interface MetricsFixture {
  readonly cases: readonly {
    readonly label: string;
    readonly model: ModelJson;
    readonly no_components: number;
    readonly user_features: CsrJson | null;
    readonly item_features: CsrJson | null;
    readonly shape: readonly [number, number];
    readonly test: MatrixJson;
    readonly train: MatrixJson;
    readonly variants: readonly Variant[];
  }[];
}

/** representations*.json. */
export interface RepresentationsFixture {
  readonly no_components: number;
  readonly model: ModelJson;
  readonly user_features: CsrJson | null;
  readonly item_features: CsrJson | null;
  readonly item_representation_biases: readonly JsonNumber[];
  readonly item_representation_embeddings: readonly JsonNumber[];
  readonly user_representation_biases: readonly JsonNumber[];
  readonly user_representation_embeddings: readonly JsonNumber[];
}

/** Ranks and measures; compares every number. Throws `Mismatch`. */
export function runMetrics({ cases }: MetricsFixture): string {
  let variants = 0;
  for (const fixture of cases) {
    const model = readModel(fixture.model, fixture.no_components);
    const ranker: Ranker = { predictRank: (test, options = {}) => predictRanks(model, test, options) };
    const test = readMatrix(fixture.test, fixture.shape);
    const train = readMatrix(fixture.train, fixture.shape);
    for (const variant of fixture.variants) {
      variants++;
      const options: RankOptions = {
        userFeatures: readFeatures(fixture.user_features),
        itemFeatures: readFeatures(fixture.item_features),
        trainInteractions: variant.with_train ? train : undefined,
        checkIntersections: variant.check_intersections ?? true,
      };
      runVariant(fixture.label, ranker, test, variant, options);
    }
  }
  return `${cases.length} models, ${variants} variants`;
}

function runVariant(label: string, ranker: Ranker, test: Sparse, variant: Variant, options: RankOptions): void {
  expectOutcome(label, variant.expect_error?.type ?? null, () => ranker.predictRank(test, options));
  if (variant.ranks) {
    const ranks = ranker.predictRank(test, options);
    expectNumbers(`${label}: ranks.indptr`, ranks.indptr, variant.ranks.indptr);
    expectNumbers(`${label}: ranks.indices`, ranks.indices, variant.ranks.indices);
    expectNumbers(`${label}: ranks.data`, ranks.data, variant.ranks.data ?? []);
  }
  for (const [name, expected] of Object.entries(variant)) {
    const actual = measure(name, ranker, test, options);
    if (actual !== undefined) expectNumbers(`${label}: ${name}`, actual, expected as JsonNumber[]);
  }
  if (variant.mean_auc !== undefined) {
    const values = aucScore(ranker, test, options);
    expectNumbers(
      `${label}: mean_auc`,
      [values.reduce((sum, auc) => sum + auc, 0) / values.length],
      [variant.mean_auc],
    );
  }
}

/** The metric of that name, or `undefined` if it is not one. */
function measure(name: string, ranker: Ranker, test: Sparse, options: RankOptions): ArrayLike<number> | undefined {
  const match = /^(auc|reciprocal_rank|precision|recall)(?:_at_(\d+))?(_preserve_rows)?$/.exec(name);
  if (match === null) return undefined;
  const all = { ...options, k: Number(match[2] ?? 10), preserveRows: match[3] !== undefined };
  switch (match[1]) {
    case 'auc':
      return aucScore(ranker, test, all);
    case 'precision':
      return precisionAtK(ranker, test, all);
    case 'recall':
      return recallAtK(ranker, test, all);
    default:
      return reciprocalRank(ranker, test, all);
  }
}

/** Representations with and without features. Throws `Mismatch`. */
export function runRepresentations(fixture: RepresentationsFixture): string {
  const model = readModel(fixture.model, fixture.no_components);
  const items = representations(model, 'item', readFeatures(fixture.item_features));
  const users = representations(model, 'user', readFeatures(fixture.user_features));
  expectNumbers('item biases', items.biases, fixture.item_representation_biases);
  expectNumbers('item embeddings', items.embeddings, fixture.item_representation_embeddings);
  expectNumbers('user biases', users.biases, fixture.user_representation_biases);
  expectNumbers('user embeddings', users.embeddings, fixture.user_representation_embeddings);
  return `${items.biases.length + users.biases.length} rows`;
}
