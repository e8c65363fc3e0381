import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { ColumnProfile } from '@segue/core/tables/profile/column-profile';
import { HistogramBars, histogramWords } from '../../components/column-shape.js';
import { labelOfKind } from '../../components/kinds.js';
import { Skeleton } from '../../components/skeleton.js';
import { countOf, formatCount, formatStatistic } from '../../words/numbers.js';
import { columnAnchor, statisticsOf } from './column-statistics.js';

/** A card per column: its shape and the statistics of its kind. */
export function ColumnsPanel({ view }: { view: DatasetView | null }) {
  return (
    <section class="panel" id="columns" aria-labelledby="columns-title">
      <div class="panel-head">
        <h2 id="columns-title">Columns</h2>
        <span class="muted small end">{view && basisWords(view)}</span>
      </div>
      <div class="cards" aria-busy={!view || view.profile === 'pending'}>
        {view
          ? view.columns.map((column) => {
              const statistics = statisticsOf(column);
              return (
                <article key={column.name} class="card" id={columnAnchor(column.name)}>
                  <div class="card-head">
                    <h3>{column.name}</h3>
                    <span class="muted small">{statistics ? labelOfKind(statistics.kind) : ''}</span>
                  </div>
                  {statistics ? <CardBody {...statistics} /> : <Skeleton height="90px" />}
                </article>
              );
            })
          : [0, 1, 2].map((card) => (
              <div key={card} class="card">
                <Skeleton height="140px" />
              </div>
            ))}
      </div>
    </section>
  );
}

function basisWords(view: DatasetView): string {
  return view.profile === 'pending' ? 'being counted…' : `over all ${countOf(view.rowCount, 'row')}`;
}

function CardBody(column: ColumnProfile) {
  const { histogram, topValues } = column;
  return (
    <>
      {histogram ? (
        <Shape histogram={histogram} min={column.min} max={column.max} />
      ) : topValues.length > 0 ? (
        <TopValues {...column} />
      ) : (
        <NoneRepeats {...column} />
      )}
      <dl class="statistics">
        {factsOf(column).map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface ShapeProps extends Pick<ColumnProfile, 'min' | 'max'> {
  histogram: NonNullable<ColumnProfile['histogram']>;
}

function Shape({ histogram, min, max }: ShapeProps) {
  return (
    <div class="shape">
      <HistogramBars histogram={histogram} label={histogramWords(histogram)} />
      <div class="shape-ends figures">
        <span>{endWords(min)}</span>
        <span>{endWords(max)}</span>
      </div>
    </div>
  );
}

const shownValues = 6;

function TopValues({ topValues, distinct }: ColumnProfile) {
  const shown = topValues.slice(0, shownValues);
  const most = shown[0]?.count ?? 1;
  const rest = distinct - shown.length;
  return (
    <div>
      <ul class="top-values">
        {shown.map(({ value, count }) => (
          <li key={value}>
            <span class="top-bar">
              <span class="top-fill" style={{ width: `${(count / most) * 100}%` }} />
              <span class="top-word" title={value}>
                {value}
              </span>
            </span>
            <span class="figures">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="muted small">and {countOf(rest, 'more', 'more')}</p>}
    </div>
  );
}

function NoneRepeats({ min, max, distinct }: ColumnProfile) {
  if (distinct === 0) return <p class="muted small">Every cell is empty.</p>;
  return (
    <p class="muted small">{min === null ? 'No value repeats often.' : `From ${endWords(min)} to ${endWords(max)}.`}</p>
  );
}

function factsOf(column: ColumnProfile): [string, string][] {
  const { missing, distinct, distinctExact, mean, quartiles, longest } = column;
  const facts: [string, string][] = [['missing', formatCount(missing)]];
  if (mean !== null) facts.push(['mean', formatStatistic(mean)]);
  if (quartiles) facts.push(['median', formatStatistic(quartiles[1])]);
  facts.push(['distinct', `${distinctExact ? '' : '≈ '}${formatCount(distinct)}`]);
  if (mean === null && longest !== undefined) facts.push(['longest', formatCount(longest)]);
  return facts;
}

function endWords(end: number | string | null): string {
  return typeof end === 'number' ? formatStatistic(end) : (end ?? '');
}
