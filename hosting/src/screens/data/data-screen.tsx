import { useEffect } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { DataRoute } from '../../navigation/address.js';
import { Failure, Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
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
import { isVisibilityAsked, VisibilityNotice } from './visibility-notice.js';

/** One data set on one page: its rows, columns, findings, metadata and changes. */
export function DataScreen({ route }: { route: DataRoute }) {
  const source = useDataset(route.dataset);
  const view = source.view.value;
  const name = view?.name ?? entryOf(route.dataset)?.name ?? 'Data set';
  useEffect(() => {
    document.title = `${name} · Segue`;
  }, [name]);
  useModelArrival(modelOf(route.dataset) ? null : route.dataset);
  useAnchor(view !== null);
  const failure = source.failure.value;
  // It was deleted, or is shared with the viewer no longer: what was read before goes, too.
  if (failure && (!view || hasCode(failure, 'dataset-not-found'))) {
    return <NotReadable source={source} id={route.dataset} />;
  }
  return (
    <main id="main" class="main data">
      <DatasetHead view={view} name={name} source={source} />
      <AnchorBar view={view} />
      {failure !== null && (
        <Failure what="The data set could not be refreshed." error={failure} retry={source.refresh} />
      )}
      {view && isVisibilityAsked(view) && <VisibilityNotice view={view} source={source} />}
      <div class="data-grid">
        <div class="data-main">
          <RowsPanel route={route} view={view} source={source} />
          <ColumnsPanel view={view} />
        </div>
        <aside class="data-aside" aria-label="About this data set">
          {view ? (
            <>
              <FindingsPanel view={view} />
              <MetadataPanel view={view} />
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
          <ChangesPanel view={view} />
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
          There is no data set <code>{id}</code>, or it is private and not shared with you.{' '}
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
