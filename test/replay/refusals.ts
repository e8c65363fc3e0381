import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import type { Kernel } from '@segue/core/model/kernels/kernel';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import { aucScore, precisionAtK, recallAtK, reciprocalRank } from './lightfm/metrics.js';
import type { Sparse } from '@segue/core/model/sparse';
import { callDataset, createDataset, type DatasetArguments, type DatasetStep } from './datasets.js';
import { expectOutcome, expectSame } from './expect.js';
import { camelKeys, readMatrix, type JsonNumber, type MatrixJson } from './format.js';

type Arguments = Readonly<Record<string, unknown>>;

interface Case {
  readonly case: string;
  readonly call: string;
  readonly args: Arguments;
  readonly state?: 'unfitted' | 'fitted';
  readonly constructor?: Readonly<Record<string, JsonNumber>>;
  readonly dataset?: DatasetArguments;
  readonly before?: readonly DatasetStep[];
  readonly error_type: string | null;
  readonly fitted_after?: boolean;
}

/** errors.json: calls that must be refused, or accepted. */
export interface ErrorsFixture {
  readonly interactions: unknown;
  readonly constructor: Readonly<Record<string, JsonNumber>>;
  readonly cases: readonly Case[];
}

/** Makes every call and compares whether and how it fails, and whether the model is fitted afterwards. Throws `Mismatch`. */
export function runErrors(fixture: ErrorsFixture, kernel: Kernel): string {
  for (const entry of fixture.cases) {
    // JSON objects inherit `constructor` from Object: only an own one is the fixture's.
    const own = Object.hasOwn(entry, 'constructor') ? entry.constructor : {};
    const call = { ...entry, constructor: { ...fixture.constructor, ...own } };
    const args = readArguments(entry.args, fixture.interactions);
    const model = prepareModel(call, fixture, kernel);
    expectOutcome(entry.case, entry.error_type, () => makeCall(call, args, model));
    if (entry.fitted_after !== undefined) expectSame(`${entry.case}: fitted`, model?.isFitted, entry.fitted_after);
  }
  return `${fixture.cases.length} calls`;
}

function prepareModel(
  { state, constructor }: Case,
  { interactions }: ErrorsFixture,
  kernel: Kernel,
): LightFm | undefined {
  if (state === undefined) return undefined;
  const model = new LightFm(camelKeys(constructor ?? {}), kernel);
  if (state === 'fitted') model.fit(readArgument(interactions) as Sparse);
  return model;
}

function makeCall(
  { call, args: json, dataset, before = [] }: Case,
  args: Arguments,
  model: LightFm | undefined,
): unknown {
  const [owner, method] = call.split('.');
  if (owner === 'Dataset' && method !== undefined) {
    const built = createDataset(dataset ?? {});
    for (const step of before) callDataset(built, step);
    return callDataset(built, { ...json, call: method });
  }
  if (call === 'LightFM') return new LightFm(args, 'reference');
  if (call === 'random_train_test_split') return randomTrainTestSplit(args['interactions'] as Sparse, args);
  return modelCalls[call]!(model!, args);
}

const modelCalls: Readonly<Record<string, (model: LightFm, args: Arguments) => unknown>> = {
  fit: (model, { interactions, ...options }) => model.fit(interactions as Sparse, options),
  fit_partial: (model, { interactions, ...options }) => model.fitPartial(interactions as Sparse, options),
  predict: (model, { userIds, itemIds, ...options }) =>
    model.predict(userIds as number[], itemIds as number[], options),
  predict_rank: (model, { testInteractions, ...options }) => model.predictRank(testInteractions as Sparse, options),
  precision_at_k: (model, { testInteractions, ...options }) => precisionAtK(model, testInteractions as Sparse, options),
  recall_at_k: (model, { testInteractions, ...options }) => recallAtK(model, testInteractions as Sparse, options),
  auc_score: (model, { testInteractions, ...options }) => aucScore(model, testInteractions as Sparse, options),
  reciprocal_rank: (model, { testInteractions, ...options }) =>
    reciprocalRank(model, testInteractions as Sparse, options),
  get_item_representations: (model, { features }) => model.getItemRepresentations(features as Sparse | undefined),
  get_user_representations: (model, { features }) => model.getUserRepresentations(features as Sparse | undefined),
  set_params: (model, changes) => model.setParams(changes),
};

function readArguments(args: Arguments, interactions: unknown): Arguments {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      Object.keys(camelKeys({ [name]: 0 }))[0]!,
      readArgument(value === '@interactions' ? interactions : value),
    ]),
  );
}

/** A matrix, a number in words, or the value itself. A dense matrix stays what it is: nothing of ours. */
function readArgument(value: unknown): unknown {
  if (typeof value === 'string') return /^-?(NaN|Infinity)$/.test(value) ? Number(value) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { coo, csr } = value as { coo?: MatrixJson; csr?: MatrixJson };
  const matrix = coo ?? csr;
  return matrix === undefined ? value : readMatrix(matrix);
}
