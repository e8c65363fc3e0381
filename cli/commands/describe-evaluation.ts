import type { Apart } from '@segue/core/model/evaluation/apart';
import { formatListMetric, listMetricNames, shortListMetricLabel } from '@segue/core/model/evaluation/list-metrics';
import {
  formatMetric,
  metricNames,
  shortMetricLabel,
  type RankingMetrics,
} from '@segue/core/model/evaluation/ranking-metrics';
import type { Recipe } from '@segue/core/model/methods/recipe';
import { qualitySentence } from '@segue/core/versions/answering/quality-sentence';
import { likesWords } from '@segue/core/versions/answering/likes-words';
import type { Evaluation, FlatMetrics } from './evaluation.js';

/** An evaluation as text, for the terminal. */
export function describeEvaluation(evaluation: Evaluation): string {
  const { users, items, interactions, heldOut, fitSeconds, at, kernel, testUsers, warm, cold } = evaluation;
  return [
    `${counted(users, 'user')}, ${counted(items, 'item')}, ${counted(interactions, 'interaction')}, ` +
      `${heldOut} of them held out (of ${counted(testUsers, 'user')}); ` +
      `fitted in ${fitSeconds.toFixed(2)} s${made(evaluation)}`,
    ...(kernel.note === undefined ? [] : [kernel.note]),
    ...describeLikes(evaluation),
    ...describeChoice(evaluation),
    ...headline(evaluation),
    ...evaluation.alarms.map(({ message }) => `\nALARM: ${message}`),
    '',
    row('', metricNames.map((name) => shortMetricLabel(name, at))), // prettier-ignore
    ranking('test', evaluation.test),
    ...intervals(evaluation),
    ...(evaluation.standard ? [ranking('standard', evaluation.standard)] : []),
    ranking('popularity', evaluation.baselines.popularity),
    ranking('random', evaluation.baselines.random),
    ranking('train', evaluation.train),
    ...(warm.users > 0 && cold.users > 0 ? [ranking('warm items', warm), ranking('cold items', cold)] : []),
    ...describeApart(evaluation),
    '',
    row('', listMetricNames.map(shortListMetricLabel)), // prettier-ignore
    lists('test', evaluation.test),
    lists('popularity', evaluation.baselines.popularity),
    lists('random', evaluation.baselines.random),
    ...(evaluation.perUser ?? []).map(
      ({ user, support, metrics }, place) =>
        `${place === 0 ? '\n' : ''}${ranking(user.slice(0, 11), metrics)}   on ${counted(support, 'pair')}`,
    ),
  ].join('\n');
}

/** How the model was made. */
function made({ method, epochs, kernel }: Evaluation): string {
  if (method.method === 'names') return `, ${counted(epochs, 'epoch')}, by the ${kernel.name} kernel`;
  return ` by ${recipeName(method)}`;
}

function recipeName({ method, regularisation }: Recipe): string {
  return regularisation === undefined ? method : `${method} λ ${regularisation}`;
}

function describeChoice({ method: { choice } }: Evaluation): string[] {
  if (choice === undefined) return [];
  if (choice.why === 'few-pairs') return [`Too few pairs to compare methods by (${choice.pairs}).`];
  const figures = choice.candidates.map(
    (candidate) => `${recipeName(candidate)} ${formatMetric(candidate.ndcg)} ${formatMetric(candidate.pairAuc)}`,
  );
  return [`Chosen on ${counted(choice.pairs, 'pair')} set aside, by NDCG and AUC: ${figures.join(', ')}`];
}

/** The figures on other pairs, named so that nobody takes them for the headline. */
function describeApart({ apart = {} }: Evaluation): string[] {
  const { hash, cold, newest } = apart;
  const lines = (what: string, name: string, { heldOut, test, popularity }: Apart) => [
    `Apart: ${what} (${counted(heldOut, 'pair')})`,
    ranking(name, test),
    ranking('popularity', popularity),
  ];
  const found = [
    ...(hash ? lines('any pair hidden, by a hash', 'any pair', hash) : []),
    ...(cold ? lines('those of them whose items have no train pair', 'cold items', cold) : []),
    ...(newest ? lines("each user's newest hidden", 'newest last', newest) : []),
  ];
  return found.length === 0 ? [] : ['', ...found];
}

function describeLikes({ likes, likedAboveDisliked: order }: Evaluation): string[] {
  const compared = order === null ? '' : `, and ranked above what was disliked in ${formatShare(order.share)} of ${order.comparisons} comparisons`; // prettier-ignore
  if (likes === null) return compared === '' ? [] : [`Liked: what has no negative rating${compared}`];
  return [`Liked: ${likesWords(likes)}${compared}`];
}

function headline({ test, standard, baselines, heldOut, at, intervals }: Evaluation): string[] {
  if (standard === undefined) return [];
  const sentence = qualitySentence({
    precision: test.precision,
    standard: standard.precision,
    random: baselines.random.precision,
    k: at,
    pairs: heldOut,
    interval: intervals?.precision,
  });
  return ['', sentence];
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(12) + cells.map((cell) => ` ${cell.padStart(10)}`).join('');
}

function ranking(name: string, metrics: RankingMetrics): string {
  return row(name, metricNames.map((metric) => formatMetric(metrics[metric]))); // prettier-ignore
}

function lists(name: string, metrics: FlatMetrics): string {
  return row(name, listMetricNames.map((metric) => formatListMetric(metrics[metric]))); // prettier-ignore
}

function intervals({ intervals: found }: Evaluation): string[] {
  if (!found) return [];
  const all = metricNames.map((name) => found[name]);
  return [
    row('  from', all.map(({ low }) => formatMetric(low))), // prettier-ignore
    row('  to', all.map(({ high }) => formatMetric(high))), // prettier-ignore
  ];
}
