import { useEffect, useRef, useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { listRows, type RowsRequest, type RowsView } from '@segue/core/contract/api/rows';
import { dataRoute, type DataRoute, type RowsChoice } from '../../navigation/address.js';
import { amend, go } from '../../navigation/router.js';
import { Failure } from '../../components/notice.js';
import { Segments } from '../../components/segments.js';
import { api } from '../../data/api.js';
import type { DatasetStore } from '../../data/dataset-store.js';
import { mayDo } from '../../data/standing.js';
import { formatCount } from '../../words/numbers.js';
import { Pager, pageRows } from './pager.js';
import { changedCells, type ChangedCells } from './changed-cells.js';
import { RowsTable } from './rows-table.js';

/** The first, the last, ten random or all rows, as stored. The panel is live. */
export function RowsPanel(props: { route: DataRoute; view: DatasetView | null; source: DatasetStore }) {
  const { route, view, source } = props;
  const editable = mayDo('change', 'rows', view);
  const { rows: shown, changed, failure, retry } = useRows(route, source);
  const choose = (rows: RowsChoice) =>
    go(dataRoute(route.dataset, { rows, n: route.n, seed: rows === 'random' ? drawSeed() : null }));
  const drawAgain = () => go({ ...route, seed: drawSeed() });
  useEffect(() => {
    // The address holds the seed, so that the same ten rows can be shown again.
    if (route.rows === 'random' && route.seed === null) amend({ ...route, seed: drawSeed() });
  }, [route]);
  return (
    <section class="panel rows" id="rows" aria-labelledby="rows-title">
      <div class="panel-head">
        <h2 id="rows-title">
          Rows <span class="count">{view ? formatCount(view.rowCount) : ''}</span>
        </h2>
        <div class="rows-tools">
          {route.rows === 'random' && (
            <button type="button" class="button small" onClick={drawAgain}>
              Draw again
            </button>
          )}
          <Segments<RowsChoice>
            label="Which rows"
            options={[
              { value: 'first', label: `First ${route.n}` },
              { value: 'last', label: `Last ${route.n}` },
              { value: 'random', label: `Random ${route.n}` },
              { value: 'all', label: 'All' },
            ]}
            value={route.rows}
            onChange={choose}
          />
        </div>
      </div>
      {failure !== null && (
        <div class="panel-body">
          <Failure what="The rows could not be read." error={failure} retry={retry} />
        </div>
      )}
      <RowsTable
        view={view}
        changed={changed}
        editable={editable}
        rows={shown}
        dataset={route.dataset}
        onEdited={source.refresh}
      />
      {route.rows === 'all' && shown && <Pager route={route} total={shown.total} />}
      <p class="panel-foot">{footWords(view)}</p>
    </section>
  );
}

function footWords(view: DatasetView | null): string {
  const exact = 'Cells are shown exactly as they are stored.';
  if (!view) return exact;
  if (mayDo('change', 'rows', view))
    return `${exact} Select a cell and press Enter to edit it; everyone watching sees the change and the model follows.`;
  return view.standing === 'signed out'
    ? `${exact} Its owner and editors can edit them after signing in.`
    : `${exact} You can read them; its owner and editors can edit them.`;
}

interface LoadedRows {
  rows: RowsView | null;
  changed: ChangedCells;
  failure: unknown;
  retry: () => void;
}

/** The rows an address asks for, loaded again whenever the data set changes. */
function useRows(route: DataRoute, source: DatasetStore): LoadedRows {
  const [state, setState] = useState<{ query: string; rows: RowsView } | null>(null);
  const [changed, setChanged] = useState<ChangedCells>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(state);
  latest.current = state;
  const asked = queryOf(route);
  const query = asked && JSON.stringify(asked);
  const changes = source.changes.value;
  useEffect(() => {
    if (asked === null || query === null) return;
    const abort = new AbortController();
    api(listRows, { params: { id: route.dataset }, query: asked }, abort.signal).then(
      (rows) => {
        const before = latest.current;
        if (before?.query !== query) setChanged(new Set());
        else {
          const found = changedCells(before.rows, rows);
          if (found.size > 0) setChanged(found);
        }
        setFailure(null);
        setState({ query, rows });
      },
      (error: unknown) => abort.signal.aborted || setFailure(error),
    );
    return () => abort.abort();
  }, [query, changes, attempt]);
  return { rows: state?.query === query ? state.rows : null, changed, failure, retry: () => setAttempt(attempt + 1) };
}

/** The query for the rows; `null` while a random choice has no seed. */
function queryOf({ rows, n, seed, at }: DataRoute): RowsRequest | null {
  if (rows === 'all') return { start: at, count: pageRows };
  if (rows !== 'random') return { position: rows, count: n };
  return seed === null ? null : { position: rows, count: n, seed };
}

function drawSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
