import type { RankingMetrics } from '../../../../functions/src/contract/model.js';
import { Notice } from '../../components/notice.js';
import { ScrollArea } from '../../components/scroll-area.js';
import { countOf, formatCount, formatMetric } from '../../format/numbers.js';
import type { Nouns } from '../../ranking/nouns.js';
import type { ShownVersion } from './session.js';

/** How good the version is, beside what costs nothing: the popular ones, and chance. */
export function MetricsPanel({ shown, nouns }: { shown: ShownVersion; nouns: Nouns }) {
  const { metrics, number, model, provenance } = shown;
  return (
    <section class="panel metrics" aria-labelledby="metrics-title">
      <div class="panel-head">
        <h2 id="metrics-title">How good is version {number}?</h2>
      </div>
      <div class="panel-body">
        {metrics ? (
          <>
            <p class="muted small">
              Measured on {formatCount(metrics.heldOut)} {nouns.user} and {nouns.item} pairs that were hidden from
              training, for {formatCount(metrics.users)} of {countOf(model.users.length, nouns.user, nouns.users)}.
            </p>
            {metrics.alarms?.map(({ kind, message }) => (
              <Notice key={kind} bad>
                {message}
              </Notice>
            ))}
            <ScrollArea label="Metrics">
              <table class="metrics-table figures">
                <thead>
                  <tr>
                    <th scope="col">Method</th>
                    {columnsOf(metrics).map(({ key, words }) => (
                      <th key={key} scope="col">
                        {words(metrics.k)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  <MetricsRow name="Segue" values={metrics} own />
                  <MetricsRow name="Popularity" values={metrics.baselines.popularity} />
                  <MetricsRow name="Random" values={metrics.baselines.random} />
                </tbody>
              </table>
            </ScrollArea>
          </>
        ) : (
          <p class="muted">Not measured: there are too few pairs to hide some of them from training.</p>
        )}
        <p class="muted small made-of">
          Made of {countOf(provenance.rows, 'row')}, {countOf(model.users.length, nouns.user, nouns.users)} and{' '}
          {countOf(model.items.length, nouns.item, nouns.items)}
          {provenance.minimumRows > 1 && ` with at least ${provenance.minimumRows} rows each`}. {provenance.cause}
        </p>
      </div>
    </section>
  );
}

/** Versions made before a metric was thought of do without its column. */
const columnsOf = (metrics: RankingMetrics) => columns.filter(({ key }) => metrics[key] !== undefined);

const columns: { key: keyof RankingMetrics; words: (k: number) => string }[] = [
  { key: 'auc', words: () => 'AUC' },
  { key: 'precision', words: (k) => `Precision at ${k}` },
  { key: 'recall', words: (k) => `Recall at ${k}` },
  { key: 'reciprocalRank', words: () => 'Reciprocal rank' },
  { key: 'ndcg', words: (k) => `NDCG at ${k}` },
  { key: 'averagePrecision', words: (k) => `MAP at ${k}` },
];

function MetricsRow({ name, values, own = false }: { name: string; values: RankingMetrics; own?: boolean }) {
  return (
    <tr class={own ? 'own' : ''}>
      <th scope="row">{name}</th>
      {columnsOf(values).map(({ key }) => (
        <td key={key}>{formatMetric(values[key]!)}</td>
      ))}
    </tr>
  );
}
