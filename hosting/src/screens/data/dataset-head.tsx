import { Pencil, SlidersVertical } from 'lucide';
import { useState } from 'preact/hooks';
import { limits } from '@segue/core/contract/limits';
import { changeDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { CopyDataset } from '../../components/copy-dataset.js';
import { Icon } from '../../components/icon.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { api } from '../../data/api.js';
import { sentence } from '../../words/sentence.js';
import { modelOf } from '../../data/catalogue.js';
import type { DatasetStore } from '../../data/dataset-store.js';
import { fieldText } from '../../data/form-fields.js';
import { isCopyOffered, mayDo } from '../../data/standing.js';
import { recommendAddress } from '../../navigation/address.js';
import { Download } from './download.js';
import { ShareButton } from './share-button.js';

/** Name and description, which who may can edit here, and links to the data set's other screens. */
export function DatasetHead(props: { view: DatasetView | null; name: string; source: DatasetStore }) {
  const { view, name, source } = props;
  const [editing, setEditing] = useState(false);
  return (
    <div class="page-head">
      {editing && view ? (
        <EditForm view={view} onDone={() => setEditing(false)} source={source} />
      ) : (
        <div>
          <h1 tabindex={-1}>{name}</h1>
          <div class="lead">
            {view ? view.description || <em>No description.</em> : <Skeleton width="360px" />}
            {mayDo('change', 'dataset', view) && (
              <button
                type="button"
                class="icon-button tiny pencil"
                aria-label="Edit name and description"
                onClick={() => setEditing(true)}
              >
                <Icon icon={Pencil} size={18} />
              </button>
            )}
          </div>
        </div>
      )}
      <div class="head-actions">
        {view && <Download view={view} />}
        {view && isCopyOffered(view) && <CopyDataset id={view.id} />}
        {view && mayDo('share', 'dataset', view) && <ShareButton view={view} source={source} />}
        {view && (
          <a class="button primary" href={recommendAddress(view.id, modelOf(view.id)?.address ?? null)}>
            <Icon icon={SlidersVertical} />
            Recommend
          </a>
        )}
      </div>
    </div>
  );
}

function EditForm({ view, onDone, source }: { view: DatasetView; onDone: () => void; source: DatasetStore }) {
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { name: fieldText(form, 'name'), description: fieldText(form, 'description') };
    try {
      await api(changeDataset, { params: { id: view.id }, body });
      source.refresh();
      onDone();
    } catch (error) {
      setFailure(sentence(error));
    }
  };
  return (
    <form class="head-form" onSubmit={(event) => void save(event)}>
      {failure && <Notice bad>{failure}</Notice>}
      <label class="field">
        <span class="label">Name</span>
        <input class="input" name="name" required maxLength={limits.nameCharacters} defaultValue={view.name} />
      </label>
      <label class="field">
        <span class="label">Description</span>
        <textarea
          class="textarea"
          name="description"
          maxLength={limits.descriptionCharacters}
          defaultValue={view.description}
        />
      </label>
      <div class="dialog-actions">
        <button type="submit" class="button small">
          Save
        </button>
        <button type="button" class="button quiet small" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
