import { SegueError } from '@segue/core/contract/errors';
import { type InteractionColumns, summariseInteractions } from '@segue/core/tables/sums/interactions';
import type { ParsedTable } from '@segue/core/tables/reading/parse-table';
import { inputOf, type DivisibleData } from '@segue/core/model/choice/discovery';
import { fitRecipe } from '@segue/core/model/methods/menu';
import { evaluateRanking, type RankingRules } from '@segue/core/model/evaluation/evaluate';
import { drawCanaries } from '@segue/core/model/evaluation/canaries';
import { ModelError } from '@segue/core/model/errors';
import { likedAboveDisliked } from '@segue/core/model/evaluation/opinions';
import { worseThanPopularity } from '@segue/core/model/evaluation/worse-than-popularity';
import { ratingAlarm } from '@segue/core/versions/rating-alarm';
import { onlyMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { reportEvaluation, type Measured } from '@segue/core/model/evaluation/evaluation-report';
import { epochsToKeep } from '@segue/core/model/training/kept-epochs';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { joinCells, type Cells, type Interactions } from '@segue/core/model/sparse';
import { chooseKernel } from '@segue/core/model/kernels/choice';
import { prepareInteractions, type PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { Failure } from '../failure.js';
import { lastOf } from '../last-of.js';
import { describeEvaluation } from './describe-evaluation.js';
import { inOptions, readEvaluateOptions, type EvaluateOptions } from './evaluate-options.js';
import type { Evaluation, FlatMetrics } from './evaluation.js';
import { makeModel } from './make-model.js';
import { proposedColumns } from '@segue/core/versions/proposed-columns';
import { summariseProfile } from '@segue/core/tables/profile/profile';
import { measureOtherSplits } from './measured-apart.js';
import { splitPairs, type MeasuredParts, type PreparedTable } from './split-pairs.js';
import { findColumn, readTableFile } from './table-file.js';

/**
 * `segue evaluate`: trains on one part of a file's interactions and evaluates on the other.
 *
 * @throws Failure that says which option, column or file to fix
 */
export async function evaluate(args: string[]): Promise<void> {
  const options = readEvaluateOptions(args);
  try {
    await report(options);
  } catch (error) {
    const isRefusal = error instanceof ModelError || error instanceof SegueError;
    throw isRefusal ? new Failure(inOptions(error.message)) : error;
  }
}

async function report(given: EvaluateOptions): Promise<void> {
  const table = await readTableFile(given.file, given);
  const options = withProposals(table, given);
  const columns = chooseColumns(table, options);
  const prepared = prepare(table, columns, options);
  const of = { table, columns, prepared };
  const evaluation = measure(of, await splitPairs(of, options), options);
  console.log(options.json ? JSON.stringify(evaluation, null, 2) : describeEvaluation(evaluation));
}

/** With `--model auto`, what was not said of item features and lists of users is taken from the table. */
function withProposals(table: ParsedTable, options: EvaluateOptions): EvaluateOptions {
  if (options.model !== 'auto') return options;
  const rows = table.rows.map((cells, index) => ({ index, cells }));
  const roles = { user: nameOf(table, options.user), item: nameOf(table, options.item) };
  const { itemFeatures, userLists } = proposedColumns(
    summariseProfile(rows, table.columns.length),
    table.columns,
    roles,
  );
  return {
    ...options,
    itemFeatures: options.itemFeatures.length > 0 ? options.itemFeatures : [...itemFeatures],
    userLists: options.userLists || userLists,
  };
}

function nameOf(table: ParsedTable, wanted: string): string {
  return table.columns[findColumn(table, wanted)] ?? wanted;
}

function chooseColumns(
  table: ParsedTable,
  { user, userLists, item, rating, itemFeatures, itemTags }: EvaluateOptions,
): InteractionColumns {
  return {
    user: findColumn(table, user),
    ...(userLists && { userLists }),
    item: findColumn(table, item),
    rating: rating === undefined ? null : findColumn(table, rating),
    features: itemFeatures.map((name) => findColumn(table, name)),
    itemTags: itemTags.map((name) => findColumn(table, name)),
  };
}

function prepare(table: ParsedTable, columns: InteractionColumns, options: EvaluateOptions): PreparedInteractions {
  const rows = table.rows.map((cells, index) => ({ index, cells }));
  const { model, threshold, ...rest } = options;
  // LightFM takes all the columns that it is given.
  return prepareInteractions(summariseInteractions(rows, columns), {
    ...rest,
    ...(model !== 'names' && { model }),
    ...(threshold !== undefined && { threshold }),
  });
}

function measure(of: PreparedTable, parts: MeasuredParts, options: EvaluateOptions): Evaluation {
  const { prepared } = of;
  const { users, interactions } = prepared;
  const { train, test } = parts;
  if (train.row.length === 0 || test.row.length === 0) {
    throw new Failure(nothingToMeasure(options));
  }
  const { at, perUser, bootstrap } = options;
  const parameters = { ...options.parameters, epochs: chooseEpochs(prepared, train, options) };
  const seed = parameters.randomState;
  const canaries = drawCanaries(train, test, seed);
  const { kernel, note } = chooseKernel(options.kernel, parameters);
  const data = divisible(prepared, options);
  const learned = options.leak ? leaked(train, joinCells(test, canaries)) : train;
  const started = performance.now();
  const made = makeModel(data, { train, learned }, { ...options, parameters });
  const fitSeconds = (performance.now() - started) / 1000;
  const rules: RankingRules | undefined = followsLightFm(options) ? undefined : { ...parts, ties: 'mean' };
  const report = reportEvaluation(modelScorer(made.model), parts, {
    k: at,
    seed,
    canaries,
    ...(rules && { rules }),
    ...(bootstrap > 0 && { bootstrap }),
  });
  const named = report.perUser.map(({ user, ...rest }) => ({ user: users[user]!, ...rest }));
  return {
    train: report.train,
    test: flat(report.test),
    baselines: { random: flat(report.baselines.random), popularity: flat(report.baselines.popularity) },
    likes: prepared.likes,
    likedAboveDisliked:
      parts.disliked === undefined ? null : likedAboveDisliked(modelScorer(made.model), test, parts.disliked),
    warm: report.warm,
    cold: report.cold,
    ...(options.method === 'discover' && {
      apart: measureOtherSplits(of, data, made.recipe, { ...options, parameters }),
    }),
    ...standardOf(data, parts, rules, { ...options, parameters }),
    method: { ...made.recipe, ...(made.choice && { choice: made.choice }) },
    ...(report.intervals && { intervals: report.intervals }),
    ...(perUser && { perUser: named }),
    alarms: [
      ...report.alarms,
      ...ratingAlarm(options.rating, prepared),
      ...(made.recipe.method === 'popularity'
        ? []
        : worseThanPopularity(report.baselines.popularity.ranking, report.test.ranking, at)),
    ],
    fitSeconds,
    epochs: parameters.epochs,
    kernel: { name: kernel.name, ...(note !== undefined && { note }) },
    users: train.users,
    items: train.items,
    interactions: interactions.row.length,
    heldOut: test.row.length,
    testUsers: report.perUser.length,
    at,
  };
}

/** Whether everything is as LightFM has it: its model, and its rule for equal scores. */
function followsLightFm({ model, method }: EvaluateOptions): boolean {
  return model === 'names' && method !== 'discover';
}

/** For the methods of the menu, the train pairs alone describe the items; LightFM's own measure describes them by all rows. */
function divisible(
  { users, items, interactions, itemColumns, describe }: PreparedInteractions,
  { model }: EvaluateOptions,
): DivisibleData {
  if (model !== 'names') return { users, items, interactions, describe };
  return { users, items, interactions, ...(itemColumns && { describe: () => itemColumns }) };
}

/** The standard model beside another one, on the same pairs. */
function standardOf(
  data: DivisibleData,
  { train, test }: MeasuredParts,
  rules: RankingRules | undefined,
  { model, parameters, kernel, at }: EvaluateOptions,
): Pick<Evaluation, 'standard'> {
  if (model === 'names') return {};
  const standard = lastOf(fitRecipe(inputOf(data, train), { method: 'names' }, { parameters, kernel }));
  return { standard: onlyMetrics(evaluateRanking(modelScorer(standard), train, test, at, rules)) };
}

function nothingToMeasure({ method }: EvaluateOptions): string {
  return method === 'discover'
    ? 'Nothing can be hidden that could be discovered: that takes a user with two likes, one of them of an item that another ' +
        'user likes too. Use --method hash.'
    : 'The split leaves nothing to train on, or nothing to measure: change --fraction or --split.';
}

/** Uses only the train part, so that the test part stays unseen. */
function chooseEpochs(
  { users, items, itemColumns }: PreparedInteractions,
  interactions: Interactions,
  { earlyStopping: patience, parameters, kernel }: EvaluateOptions,
): number {
  if (patience === 0) return parameters.epochs;
  return lastOf(epochsToKeep({ users, items, interactions, itemColumns }, parameters, { patience, kernel }));
}

/**
 * The mistake in the report that this project started from: training on the held-out cells too. For demonstration only.
 */
function leaked(train: Interactions, test: Cells): Interactions {
  const value = new Float32Array(train.row.length + test.row.length).fill(1);
  value.set(train.value);
  const weights = train.weight;
  const weight = weights && Float32Array.from(value, (_, entry) => weights[entry] ?? 1);
  return { ...joinCells(train, test), value, ...(weight && { weight }) };
}

function flat({ ranking, lists }: Measured): FlatMetrics {
  return { ...onlyMetrics(ranking), ...lists };
}
