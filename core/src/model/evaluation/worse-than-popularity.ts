import type { Alarm } from './alarm.js';
import { formatMetric, metricLabel, type RankingMetrics } from './ranking-metrics.js';

/**
 * Popularity itself is on the menu, so a model that it beats should not be used.
 *
 * @param popularity, measured metrics on the same pairs, at the cutoff k
 */
export function worseThanPopularity(popularity: RankingMetrics, measured: RankingMetrics, k: number): Alarm[] {
  if (popularity.ndcg <= measured.ndcg || popularity.auc <= measured.auc) return [];
  const both = (['ndcg', 'auc'] as const).map(
    (name) => `${metricLabel(name, k)} ${formatMetric(measured[name])} against ${formatMetric(popularity[name])}`,
  );
  const message = `The order by popularity alone is better (${both.join(', ')}). Use the model "popularity" until there is more data.`;
  return [{ kind: 'worse-than-popularity', message }];
}
