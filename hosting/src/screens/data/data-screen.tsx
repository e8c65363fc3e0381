import { useEffect } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { DataRoute } from '../../navigation/address.js';
import { Failure, Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { account } from '../../data/account.js';
import { hasCode } from '@segue/core/contract/api/api-error';
import { entryOf, modelOf } from '../../data/catalogue.js';
import type { DatasetStore } from '../../data/dataset-store.js';
import { useDataset } from '../../data/use-dataset.js';
import { useModelArrival } from '../../data/model-arrival.js';
import { ChangesPanel } from './changes-panel.js';
import { ColumnsPanel } from './columns-panel.js';
import { DatasetHead } from './dataset-head.js';
import { FindingsPanel, findingCount } from './findings-panel.js';
import { MetadataPanel } from './metadata-panel.js';
import { RowsPanel } from './rows-panel.js';

/** One data set on one page: its rows, columns, findings, metadata and changes. */
export function DataScreen({ route }: { route: DataRoute }) {
  const source = useDataset(route.dataset);
  const view = source.view.value;
  const uid = account.value?.uid;
  const name = view?.name ?? entryOf(route.dataset)?.name ?? 'Data set';
  useEffect(() => {
    document.title = `${name} · Segue`;
  }, [name]);
  useEffect(() => {
    // A private data set becomes visible once its owner has signed in.
    if (uid !== undefined && source.failure.peek()) source.refresh();
  }, [uid]);
  useModelArrival(modelOf(route.dataset) ? null : route.dataset);
  useAnchor(view !== null);
  if (!view && source.failure.value) return <NotReadable source={source} id={route.dataset} />;
  const own = view !== null && view.owner === uid;
  return (
    <main id="main" class="main data">
      <DatasetHead view={view} name={name} own={own} source={source} />
      <AnchorBar view={view} />
      {source.failure.value !== null && (
        <Failure what="The data set could not be refreshed." error={source.failure.value} retry={source.refresh} />
      )}
      <div class="data-grid">
        <div class="data-main">
          <RowsPanel route={route} view={view} source={source} own={own} />
          <ColumnsPanel view={view} />
        </div>
        <aside class="data-aside" aria-label="About this data set">
          {view ? (
            <>
              <FindingsPanel view={view} />
              <MetadataPanel view={view} own={own} source={source} />
            </>
          ) : (
            <section class="panel" id="metadata">
              <div class="panel-head">
                <h2>Metadata</h2>
              </div>
              <div class="panel-body">
                <Skeleton height="330px" />
              </div>
            </section>
          )}
          <ChangesPanel dataset={route.dataset} />
        </aside>
      </div>
    </main>
  );
}

function NotReadable({ source, id }: { source: DatasetStore; id: string }) {
  const failure = source.failure.value;
  const missing = hasCode(failure, 'dataset-not-found');
  return (
    <main id="main" class="main">
      <div class="page-head">
        <h1 tabindex={-1}>{missing ? 'No such data set' : 'Data set'}</h1>
      </div>
      {missing ? (
        <Notice>
          There is no data set <code>{id}</code>, or it is private and belongs to another account.{' '}
          <a href="/">All data sets</a>
        </Notice>
      ) : (
        <Failure what="The data set could not be read." error={failure} retry={source.refresh} />
      )}
    </main>
  );
}

/** Links to the parts of this long page, for phones. */
function AnchorBar({ view }: { view: DatasetView | null }) {
  const places = [
    { id: 'rows', word: 'Rows' },
    { id: 'columns', word: 'Columns', count: view?.columnCount },
    { id: 'findings', word: 'Findings', count: view ? findingCount(view) : undefined },
    { id: 'metadata', word: 'Metadata' },
    { id: 'changes', word: 'Changes' },
  ];
  return (
    <nav class="anchors" aria-label="On this page">
      {places.map(({ id, word, count }) => (
        <a key={id} href={`#${id}`}>
          {word}
          {count !== undefined && count > 0 && <span class="muted"> {count}</span>}
        </a>
      ))}
    </nav>
  );
}

/** Scrolls to the anchor of the address once its target exists. */
function useAnchor(loaded: boolean): void {
  useEffect(() => {
    if (loaded && location.hash.length > 1) {
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    }
  }, [loaded]);
}
