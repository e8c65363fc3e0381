import { Dataset, type DatasetNames, type Id, type InteractionTuple } from './lightfm/dataset.js';
import type { FeatureData } from './lightfm/feature-rows.js';
import type { Csr } from '@segue/core/model/sparse';
import { expectNumbers, expectOutcome, expectSame } from './expect.js';
import type { CooJson, CsrJson, ExpectedError } from './format.js';

interface FeatureListJson {
  readonly names?: readonly Id[];
  readonly weights?: readonly (readonly [Id, number])[];
}

/** A call of a data set, with its arguments. */
export interface DatasetStep {
  readonly call: string;
  readonly users?: readonly Id[];
  readonly items?: readonly Id[];
  readonly user_features?: readonly Id[];
  readonly item_features?: readonly Id[];
  readonly data?: readonly (readonly unknown[])[];
  readonly normalize?: boolean;
  readonly expect?: unknown;
  readonly expect_error?: ExpectedError;
}

/** Which data set to build. */
export interface DatasetArguments {
  readonly user_identity_features?: boolean;
  readonly item_identity_features?: boolean;
}

/** dataset.json. */
export interface DatasetFixture {
  readonly cases: readonly (DatasetArguments & { readonly label: string; readonly steps: readonly DatasetStep[] })[];
}

/** The data set of a fixture, still empty. */
export function createDataset(json: DatasetArguments): Dataset {
  return new Dataset({
    userIdentityFeatures: json.user_identity_features ?? true,
    itemIdentityFeatures: json.item_identity_features ?? true,
  });
}

/** Makes the calls in order and compares what each gives. Throws `Mismatch`. */
export function runDatasets({ cases }: DatasetFixture): string {
  let steps = 0;
  for (const fixture of cases) {
    const dataset = createDataset(fixture);
    fixture.steps.forEach((step, index) => {
      const what = `${fixture.label}, step ${index} ${step.call}`;
      if (step.expect_error) expectOutcome(what, step.expect_error.type, () => callDataset(dataset, step));
      else checkStep(what, dataset, step);
      steps++;
    });
  }
  return `${steps} steps`;
}

/** Makes one call. */
export function callDataset(dataset: Dataset, step: DatasetStep): unknown {
  const data = step.data ?? [];
  const normalize = step.normalize ?? true;
  switch (step.call) {
    case 'fit':
      return dataset.fit(readNames(step));
    case 'fit_partial':
      return dataset.fitPartial(readNames(step));
    case 'build_interactions':
      return dataset.buildInteractions(data as InteractionTuple[]);
    case 'build_user_features':
      return dataset.buildUserFeatures(data.map(readFeatureData), { normalize });
    case 'build_item_features':
      return dataset.buildItemFeatures(data.map(readFeatureData), { normalize });
    default:
      throw new Error(`unknown call ${step.call}`);
  }
}

function readNames({
  users,
  items,
  user_features: userFeatures,
  item_features: itemFeatures,
}: DatasetStep): DatasetNames {
  return {
    ...(users && { users }),
    ...(items && { items }),
    ...(userFeatures && { userFeatures }),
    ...(itemFeatures && { itemFeatures }),
  };
}

/** Keeps the length of the tuple, which may be what is wrong with it. */
function readFeatureData(tuple: readonly unknown[]): FeatureData {
  const [id, features, ...rest] = tuple as [Id, (FeatureListJson & readonly Id[]) | undefined, ...unknown[]];
  if (features === undefined || Array.isArray(features)) return tuple as unknown as FeatureData;
  const read = features.names ?? new Map(features.weights ?? []);
  return [id, read, ...rest] as unknown as FeatureData;
}

function checkStep(what: string, dataset: Dataset, step: DatasetStep): void {
  const result = callDataset(dataset, step);
  if (step.call === 'build_interactions') {
    const { interactions, weights } = result as ReturnType<Dataset['buildInteractions']>;
    const expected = step.expect as CooJson & { interactions: number[]; weights: number[] };
    expectSame(`${what} shape`, [interactions.rows, interactions.cols], expected.shape);
    expectNumbers(`${what} row`, interactions.row, expected.row);
    expectNumbers(`${what} col`, interactions.col, expected.col);
    expectNumbers(`${what} interactions`, interactions.data, expected.interactions);
    expectNumbers(`${what} weights`, weights.data, expected.weights);
  } else if (step.call.startsWith('build')) {
    const [features, expected] = [result as Csr, step.expect as CsrJson];
    expectSame(`${what} shape`, [features.rows, features.cols], expected.shape);
    expectNumbers(`${what} indptr`, features.indptr, expected.indptr);
    expectNumbers(`${what} indices`, features.indices, expected.indices);
    expectNumbers(`${what} data`, features.data, expected.data ?? []);
  } else {
    for (const [name, value] of Object.entries(describe(dataset))) {
      expectSame(`${what} ${name}`, value, (step.expect as Record<string, unknown>)[name]);
    }
  }
}

function describe(dataset: Dataset): Record<string, unknown> {
  const { userIds, userFeatures, itemIds, itemFeatures } = dataset.mapping();
  return {
    user_ids: [...userIds],
    user_features: [...userFeatures],
    item_ids: [...itemIds],
    item_features: [...itemFeatures],
    interactions_shape: dataset.interactionsShape(),
    user_features_shape: dataset.userFeaturesShape(),
    item_features_shape: dataset.itemFeaturesShape(),
    model_dimensions: dataset.modelDimensions(),
  };
}
