import { useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { leave } from '@segue/core/contract/api/sharing';
import { announce } from '../../components/announcer.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notice.js';
import { api } from '../../data/api.js';
import { mayDo } from '../../data/standing.js';
import { datasetsRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import { sentence } from '../../words/sentence.js';

/** Whether the viewer can leave a data set: a member; an owner makes another the owner first. */
export function mayLeave(view: DatasetView): boolean {
  return mayDo('delete', 'membership', view) && !mayDo('share', 'dataset', view);
}

/** The link that ends one's own membership, after a confirmation. */
export function LeaveDataset({ view }: { view: DatasetView }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const end = async () => {
    setBusy(true);
    try {
      await api(leave, { params: { id: view.id } });
      announce(`You have left ${view.name}.`);
      go(datasetsRoute());
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class="link-button bad-link" onClick={() => setOpen(true)}>
        Leave this data set
      </button>
      {open && (
        <Dialog title={`Leave ${view.name}?`} onClose={() => setOpen(false)}>
          {failure && <Notice bad>{failure}</Notice>}
          <p>
            {view.visibility === 'public'
              ? 'You can still see it, as everybody can, but no longer what was made while it was private.'
              : 'You no longer see it.'}{' '}
            Only {view.ownerName} can share it with you again. What you changed stays.
          </p>
          <div class="dialog-actions">
            <button type="button" class="button danger" disabled={busy} onClick={() => void end()}>
              Leave
            </button>
            <button type="button" class="button quiet" onClick={() => setOpen(false)}>
              Stay
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
