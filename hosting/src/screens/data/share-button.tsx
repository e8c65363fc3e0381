import { Users } from 'lucide';
import { useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { Dialog } from '../../components/dialog.js';
import { Icon } from '../../components/icon.js';
import { lazyComponent } from '../../components/lazy-component.js';
import { ReloadNotice } from '../../components/reload-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import type { DatasetStore } from '../../data/dataset-store.js';

/** Few visits share anything, so what is in the dialog is a separate chunk. */
const sharingPanel = lazyComponent(
  async () => (await import('./sharing/sharing-panel.js')).SharingPanel,
  ({ failed }) => (failed ? <ReloadNotice what="The dialog" /> : <Skeleton height="320px" />),
);

/** The button that opens the dialog in which an owner shares a data set. */
export function ShareButton({ view, source }: { view: DatasetView; source: DatasetStore }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        <Icon icon={Users} />
        Share
      </button>
      {open && (
        <Dialog title={`Share ${view.name}`} onClose={() => setOpen(false)}>
          <sharingPanel.Slot view={view} source={source} />
        </Dialog>
      )}
    </>
  );
}
