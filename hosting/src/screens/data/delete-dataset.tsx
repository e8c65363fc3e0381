import { useState } from 'preact/hooks';
import { deleteDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { datasetsRoute } from '../../navigation/address.js';
import { announce } from '../../components/announcer.js';
import { go } from '../../navigation/router.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notice.js';
import { api } from '../../data/api.js';
import { sentence } from '../../words/sentence.js';
import { countOf } from '../../words/numbers.js';

/** The link that deletes a data set, after a confirmation. */
export function DeleteDataset({ view }: { view: DatasetView }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    try {
      await api(deleteDataset, { params: { id: view.id } });
      announce(`${view.name} was deleted.`);
      go(datasetsRoute());
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class="link-button bad-link" onClick={() => setOpen(true)}>
        Delete data set
      </button>
      {open && (
        <Dialog title={`Delete ${view.name}?`} onClose={() => setOpen(false)}>
          {failure && <Notice bad>{failure}</Notice>}
          <p>Its {countOf(view.rowCount, 'row')}, its models and their versions go with it. This cannot be undone.</p>
          <div class="dialog-actions">
            <button type="button" class="button danger" disabled={busy} onClick={() => void remove()}>
              Delete data set
            </button>
            <button type="button" class="button quiet" onClick={() => setOpen(false)}>
              Keep it
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
