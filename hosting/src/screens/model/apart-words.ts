import type { ModelMetrics } from '@segue/core/contract/stored/model';
import type { Provenance } from '@segue/core/contract/stored/version';
import { formatMetric, type StoredMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { countOf, formatFixed } from '../../words/numbers.js';
import { capital, type Nouns } from '../../words/nouns.js';

/** A sentence for each kind of hidden pairs that a version's method was measured on apart from its metrics; maybe none. */
export function apartSentences({ apart, k }: ModelMetrics, { data }: Provenance, { items }: Nouns): string[] {
  if (apart === undefined) return [];
  const { hash, cold, on } = apart;
  const earlier = on.data === data ? '' : ', on earlier data';
  const figures = ({ auc, precision }: StoredMetrics) =>
    [auc, precision].map((value) => formatMetric(value, formatFixed));
  const sentence = (what: string, { heldOut, test, popularity }: typeof hash) => {
    const [auc, precision] = figures(test);
    const pairs = `${countOf(heldOut, 'hidden pair')}${earlier}`;
    return `${what}: AUC ${auc}, P@${k} ${precision}; by popularity ${figures(popularity).join(' and ')} (${pairs}).`;
  };
  return [
    sentence(`Any pair, also of ${items} that nobody else has`, hash),
    ...(cold ? [sentence(`${capital(items)} nobody was connected with`, cold)] : []),
  ];
}
