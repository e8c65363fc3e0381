import type { ComponentChildren } from 'preact';
import { qualityOf } from '@segue/core/versions/answering/quality-sentence';
import { Notice } from '../../components/notice.js';
import { countOf, formatCount } from '../../words/numbers.js';
import type { Nouns } from '../../words/nouns.js';
import { MetricsTable } from './metrics-table.js';
import type { ShownVersion } from '../../data/shown-version.js';

interface MetricsPanelProps {
  shown: ShownVersion;
  nouns: Nouns;
  /** What else was measured, under the table. */
  children?: ComponentChildren;
}

/** How good the version is, compared with two baselines: the most popular items, and chance. */
export function MetricsPanel({ shown, nouns, children }: MetricsPanelProps) {
  const { metrics, number, model, provenance } = shown;
  const quality = metrics && qualityOf(metrics);
  const { standard, standardOn } = metrics?.baselines ?? {};
  return (
    <section class="panel metrics" aria-labelledby="metrics-title">
      <div class="panel-head">
        <h2 id="metrics-title">How good is version {number}?</h2>
      </div>
      <div class="panel-body">
        {metrics ? (
          <>
            {quality && <p class="quality">{quality}</p>}
            <p class="muted small">
              Measured on {formatCount(metrics.heldOut)} {nouns.user} and {nouns.item} pairs that were hidden from
              training, for {formatCount(metrics.users)} of {countOf(model.users.length, nouns.user, nouns.users)}
              {quality && `, each with ${nouns.items} that another ${nouns.user} has too`}.
            </p>
            {metrics.alarms?.map(({ kind, message }) => (
              <Notice key={kind} bad>
                {message}
              </Notice>
            ))}
            <MetricsTable
              label="Metrics"
              of="Method"
              k={metrics.k}
              rows={[
                { name: 'Segue', values: metrics, own: true },
                ...(standard
                  ? [{ name: standardOn ? 'Standard model, on earlier data' : 'Standard model', values: standard }]
                  : []),
                { name: 'Popularity', values: metrics.baselines.popularity },
                { name: 'Random', values: metrics.baselines.random },
              ]}
            />
            {children}
          </>
        ) : (
          <p class="muted">Not evaluated: there are too few pairs to hold some out of training.</p>
        )}
        <p class="muted small made-of">
          Trained on {countOf(provenance.rows, 'row')}, {countOf(model.users.length, nouns.user, nouns.users)} and{' '}
          {countOf(model.items.length, nouns.item, nouns.items)}
          {provenance.minimumRows > 1 && ` with at least ${provenance.minimumRows} rows each`}. {provenance.cause}
        </p>
      </div>
    </section>
  );
}
