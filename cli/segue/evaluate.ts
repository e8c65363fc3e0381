import { cellText } from '../../functions/src/datasets/cells.js';
import { encodeInteractions, summariseInteractions } from '../../functions/src/datasets/interactions.js';
import type { ParsedTable } from '../../functions/src/datasets/parse-table.js';
import { popularityScorer, randomScorer } from '../../functions/src/model/baselines.js';
import { evaluateRanking, type RankingMetrics, type Scorer } from '../../functions/src/model/evaluate.js';
import { holdOut, type Parts } from '../../functions/src/model/hold-out.js';
import { modelScorer } from '../../functions/src/model/recommend.js';
import type { Interactions } from '../../functions/src/model/sparse.js';
import { chooseKernel, type KernelName } from '../../functions/src/model/kernels/choice.js';
import { trainModel } from '../../functions/src/model/train.js';
import { prepareInteractions, type PreparedInteractions } from '../../functions/src/pipeline/prepare-interactions.js';
import { Failure } from '../failure.js';
import { readEvaluateOptions, type EvaluateOptions } from './evaluate-options.js';
import { readSplitFile } from './split-file.js';
import { findColumn, readTableFile } from './table-file.js';

/** What an evaluation finds; all metrics are means over users, on the full ranking. */
export interface Evaluation {
  train: RankingMetrics;
  /** On held-out pairs, those of train left out of the ranking. */
  test: RankingMetrics;
  /** On the same held-out pairs, by those who know nothing of users. */
  baselines: { random: RankingMetrics; popularity: RankingMetrics };
  fitSeconds: number;
  /** What computed, and in `note` why another than the one asked for. */
  kernel: { name: KernelName; note?: string };
  users: number;
  items: number;
  interactions: number;
  heldOut: number;
  /** The cut of precision, recall and NDCG. */
  at: number;
}

/** `segue evaluate`: trains on one part of a file's interactions and measures on the other. */
export async function evaluate(args: string[]): Promise<void> {
  const options = readEvaluateOptions(args);
  const table = await readTableFile(options.file, options);
  const columns = chooseColumns(table, options);
  const prepared = prepare(table, columns, options);
  const parts = await splitPairs(table, columns, prepared, options);
  const evaluation = measure(prepared, parts, options);
  console.log(options.json ? JSON.stringify(evaluation, null, 2) : describe(evaluation));
}

type Columns = ReturnType<typeof chooseColumns>;

function chooseColumns(table: ParsedTable, { user, item, rating }: EvaluateOptions) {
  return {
    user: findColumn(table, user),
    item: findColumn(table, item),
    rating: rating === undefined ? null : findColumn(table, rating),
  };
}

function prepare(table: ParsedTable, columns: Columns, options: EvaluateOptions): PreparedInteractions {
  const rows = table.rows.map((cells, index) => ({ index, cells }));
  return prepareInteractions(encodeInteractions(summariseInteractions(rows, columns)), options);
}

/** A pair that stands in several rows goes where its first row goes, so that no pair is on both sides. */
async function splitPairs(
  table: ParsedTable,
  columns: Columns,
  { users, items, interactions }: PreparedInteractions,
  { split, fraction }: EvaluateOptions,
): Promise<Parts> {
  if (split === undefined) return holdOut(users, items, interactions, { fraction, key: 'segue' });
  const parts = await readSplitFile(split, table.rows.length);
  const partOf = new Map<string, number>();
  table.rows.forEach((cells, row) => {
    const pair = pairKey(cellText(cells[columns.user] ?? ''), cellText(cells[columns.item] ?? ''));
    if (!partOf.has(pair)) partOf.set(pair, parts[row]!);
  });
  const isTest = Array.from(interactions.row, (user, entry) =>
    partOf.get(pairKey(users[user]!, items[interactions.col[entry]!]!)),
  );
  return { train: select(interactions, isTest, 0), test: select(interactions, isTest, 1) };
}

function pairKey(user: string, item: string): string {
  return JSON.stringify([user, item]);
}

function select(interactions: Interactions, parts: (number | undefined)[], wanted: number): Interactions {
  const chosen = (_: number, entry: number) => parts[entry] === wanted;
  const { row, col, value, weight } = interactions;
  return {
    ...interactions,
    row: row.filter(chosen),
    col: col.filter(chosen),
    value: value.filter(chosen),
    ...(weight && { weight: weight.filter(chosen) }),
  };
}

function measure({ interactions }: PreparedInteractions, { train, test }: Parts, options: EvaluateOptions): Evaluation {
  if (train.row.length === 0 || test.row.length === 0) {
    throw new Failure('The split leaves nothing to train on or nothing to measure: change --fraction or --split.');
  }
  const started = performance.now();
  const model = trainModel(train, options.parameters, options);
  const fitSeconds = (performance.now() - started) / 1000;
  const { at } = options;
  const { kernel, note } = chooseKernel(options.kernel, options.parameters);
  const nothing = select(train, [], 0);
  const metrics = (scorer: Scorer) => rankingOnly(evaluateRanking(scorer, train, test, at));
  return {
    train: rankingOnly(evaluateRanking(modelScorer(model), nothing, train, at)),
    test: metrics(modelScorer(model)),
    baselines: {
      random: metrics(randomScorer(train.items, options.parameters.randomState)),
      popularity: metrics(popularityScorer(train)),
    },
    fitSeconds,
    kernel: { name: kernel.name, ...(note !== undefined && { note }) },
    users: train.users,
    items: train.items,
    interactions: interactions.row.length,
    heldOut: test.row.length,
    at,
  };
}

function rankingOnly({ auc, precision, recall, reciprocalRank, ndcg }: RankingMetrics): RankingMetrics {
  return { auc, precision, recall, reciprocalRank, ndcg };
}

function describe(evaluation: Evaluation): string {
  const { users, items, interactions, heldOut, fitSeconds, at, kernel } = evaluation;
  const line = (name: string, { auc, precision, recall, reciprocalRank, ndcg }: RankingMetrics) =>
    name.padEnd(12) +
    [auc, precision, recall, reciprocalRank, ndcg].map((value) => value.toFixed(4).padStart(10)).join('');
  return [
    `${users} users, ${items} items, ${interactions} interactions, ${heldOut} of them held out; fitted in ${fitSeconds.toFixed(2)} s by the ${kernel.name} kernel`,
    ...(kernel.note === undefined ? [] : [kernel.note]),
    '',
    ' '.repeat(12) +
      ['AUC', `prec@${at}`, `recall@${at}`, 'rec. rank', `NDCG@${at}`].map((head) => head.padStart(10)).join(''),
    line('test', evaluation.test),
    line('popularity', evaluation.baselines.popularity),
    line('random', evaluation.baselines.random),
    line('train', evaluation.train),
  ].join('\n');
}
