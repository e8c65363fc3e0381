import { foldText } from '@segue/core/tables/folding';
import { Failure } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { catalogue, catalogueFailure } from '../../data/catalogue.js';
import type { CatalogueEntry } from '../../data/catalogue-store.js';
import { uploads } from '../../data/uploads.js';
import { countOf, formatBytes, formatCount } from '../../words/numbers.js';
import { formatAddress, dataRoute } from '../../navigation/address.js';
import { RecommenderCell } from './recommender-cell.js';
import { UploadRow } from './upload-row.js';

/** All data sets, with files still being uploaded at the top. */
export function DatasetList({ find, onChoose }: { find: string; onChoose: () => void }) {
  const all = catalogue.value;
  if (catalogueFailure.value && !all) {
    return (
      <Failure what="The list could not be read." error={catalogueFailure.value} retry={() => location.reload()} />
    );
  }
  const found = all && matching(all, find);
  // Once stored, an upload is replaced by its entry in the list.
  const jobs = uploads.jobs.value.filter(({ dataset }) => dataset === null || !all?.some(({ id }) => id === dataset));
  if (found?.length === 0 && jobs.length === 0) return <Nothing find={find} onChoose={onChoose} />;
  return (
    <div class="panel datasets" role="table" aria-label="Data sets" aria-busy={all === null}>
      <div class="datasets-row datasets-head" role="row">
        {['Name', 'Rows', 'Columns', 'Size', 'Recommender'].map((word) => (
          <span key={word} role="columnheader">
            {word}
          </span>
        ))}
      </div>
      {jobs.map((job) => (
        <UploadRow key={`job ${job.key}`} job={job} />
      ))}
      {found === null ? <Loading /> : found.map((entry) => <DatasetRow key={entry.id} entry={entry} />)}
    </div>
  );
}

function DatasetRow({ entry }: { entry: CatalogueEntry }) {
  const { id, name, description, rowCount, columnCount, bytes } = entry;
  return (
    <div class="datasets-row" role="row">
      <div role="cell" class="datasets-name">
        <a href={formatAddress(dataRoute(id))}>{name}</a>
        <Sharing entry={entry} />
        {description && <p class="muted">{description}</p>}
      </div>
      <span role="cell" class="wide-cell">
        {formatCount(rowCount)}
      </span>
      <span role="cell" class="wide-cell">
        {formatCount(columnCount)}
      </span>
      <span role="cell" class="wide-cell">
        {formatBytes(bytes)}
      </span>
      <div role="cell" class="datasets-recommender">
        <p class="muted narrow-line" aria-hidden="true">
          {countOf(rowCount, 'row')} · {countOf(columnCount, 'column')} · {formatBytes(bytes)}
        </p>
        <RecommenderCell entry={entry} />
      </div>
    </div>
  );
}

/** Whether an entry is there because it was shared, or for its owner alone. */
function Sharing({ entry: { isMember, standing, visibility } }: { entry: CatalogueEntry }) {
  if (!isMember) return null;
  if (standing !== 'owner') return <span class="tag">Shared with me, {standing}</span>;
  return visibility === 'private' ? <span class="tag">Private</span> : null;
}

function Loading() {
  return (
    <>
      {[0, 1, 2].map((row) => (
        <div key={row} class="datasets-row" role="row" aria-hidden="true">
          <div>
            <Skeleton width="180px" height="20px" />
            <Skeleton width="320px" />
          </div>
          <Skeleton width="64px" />
          <Skeleton width="24px" />
          <Skeleton width="56px" />
          <Skeleton width="140px" />
        </div>
      ))}
    </>
  );
}

function Nothing({ find, onChoose }: { find: string; onChoose: () => void }) {
  if (find) {
    return (
      <div class="panel empty">
        <p>No data set has “{find}” in its name or description.</p>
        <a class="button" href="/">
          Show all
        </a>
      </div>
    );
  }
  return (
    <div class="panel empty">
      <h2>No data set yet</h2>
      <p class="muted">
        Drop a CSV or JSON file here. It is previewed on this page first; you decide whether to store it.
      </p>
      <button type="button" class="button primary" onClick={onChoose}>
        Choose a file
      </button>
    </div>
  );
}

function matching(entries: CatalogueEntry[], find: string): CatalogueEntry[] {
  const words = foldText(find).split(' ').filter(Boolean);
  return entries.filter(({ name, description }) => {
    const text = foldText(`${name} ${description}`);
    return words.every((word) => text.includes(word));
  });
}
