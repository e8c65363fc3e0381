import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { addressOf } from '@segue/core/contract/api/client';
import { getDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { labelOfKind } from '../../components/kinds.js';
import { Moment } from '../../components/moment.js';
import { mayDo } from '../../data/standing.js';
import { formatBytes, formatCount } from '../../words/numbers.js';
import { DeleteDataset } from './delete-dataset.js';
import { LeaveDataset, mayLeave } from './leave-dataset.js';

/** What is known about a data set: the report's fields by name. */
export function MetadataPanel({ view }: { view: DatasetView }) {
  const { file } = view;
  return (
    <section class="panel" id="metadata" aria-labelledby="metadata-title">
      <div class="panel-head">
        <h2 id="metadata-title">Metadata</h2>
      </div>
      <div class="panel-body">
        <dl class="facts">
          <Fact word="File">{file.name}</Fact>
          <Fact word="File size">{formatBytes(file.bytes)}</Fact>
          <Fact word="Type">{file.type === 'csv' ? 'CSV' : 'JSON'}</Fact>
          {file.delimiter != null && <Fact word="Delimiter">{delimiterWord(file.delimiter)}</Fact>}
          <Fact word="Encoding">{file.encoding.toUpperCase()}</Fact>
          {file.type === 'csv' && <Fact word="First line">{file.header ? 'names the columns' : 'is data'}</Fact>}
          <Fact word="Rows">{formatCount(view.rowCount)}</Fact>
          <Fact word="Columns">{formatCount(view.columnCount)}</Fact>
          <Fact word="Features">
            <Features view={view} />
          </Fact>
          <Fact word="Owner">{view.standing === 'owner' ? 'you' : view.ownerName}</Fact>
          {(view.standing === 'editor' || view.standing === 'reader') && (
            <Fact word="You are">{view.standing === 'editor' ? 'an editor' : 'a reader'}</Fact>
          )}
          <Fact word="Visible to">{visibleTo(view)}</Fact>
          <Fact word="Stored">
            <Moment at={view.createdAt} />
          </Fact>
          <Fact word="Changed">
            <Moment at={view.updatedAt} />
          </Fact>
        </dl>
        <p class="facts-foot small">
          <a href={addressOf(getDataset, { id: view.id })}>View as JSON</a>
          {mayDo('delete', 'dataset', view) && <DeleteDataset view={view} />}
          {mayLeave(view) && <LeaveDataset view={view} />}
        </p>
      </div>
    </section>
  );
}

function Fact({ word, children }: { word: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd class="figures">{children}</dd>
    </div>
  );
}

const shownFeatures = 3;

function Features({ view: { columns } }: { view: DatasetView }) {
  const [all, setAll] = useState(false);
  const shown = all ? columns : columns.slice(0, shownFeatures);
  const rest = columns.length - shown.length;
  return (
    <>
      {shown.map(({ name, kind }, at) => (
        <span key={name}>
          {at > 0 && ', '}
          {name}
          {kind !== 'pending' && <span class="muted small"> {labelOfKind(kind)}</span>}
        </span>
      ))}
      {columns.length > shownFeatures && (
        <>
          {' '}
          <button type="button" class="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'show fewer' : `and ${rest} more`}
          </button>
        </>
      )}
    </>
  );
}

/** Who sees the data set, from the viewer's side. */
function visibleTo({ visibility, standing }: DatasetView): string {
  if (visibility === 'public') return 'everyone';
  return standing === 'owner' ? 'you and whom you share it with' : 'its owner and whom it is shared with';
}

const delimiterWords: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
};

function delimiterWord(delimiter: string): string {
  return delimiterWords[delimiter] ?? delimiter;
}
