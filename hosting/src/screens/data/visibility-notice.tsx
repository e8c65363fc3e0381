import { useState } from 'preact/hooks';
import { changeDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { Failure, Notice } from '../../components/notice.js';
import { api } from '../../data/api.js';
import type { DatasetStore } from '../../data/dataset-store.js';
import { mayDo } from '../../data/standing.js';

/** Whether to ask the viewer if a data set should stay public: its owner, where it is so without anyone's choice. */
export function isVisibilityAsked(view: DatasetView): boolean {
  return view.visibility === 'public' && !view.isVisibilityChosen && mayDo('share', 'dataset', view);
}

/** Tells the owner that a data set of an earlier release is public. Either answer is a choice, so it is asked once. */
export function VisibilityNotice({ view, source }: { view: DatasetView; source: DatasetStore }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const choose = async (visibility: DatasetView['visibility']) => {
    setBusy(true);
    try {
      await api(changeDataset, { params: { id: view.id }, body: { visibility } });
      source.refresh();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <div class="data-notice">
      <Notice>
        This data set is public: everybody can see it. It was stored when that was the default.
        <div class="actions">
          <button type="button" class="button small" disabled={busy} onClick={() => void choose('public')}>
            Keep it public
          </button>
          <button type="button" class="button small" disabled={busy} onClick={() => void choose('private')}>
            Make it private
          </button>
        </div>
      </Notice>
      {failure !== null && <Failure what="It was not changed." error={failure} />}
    </div>
  );
}
