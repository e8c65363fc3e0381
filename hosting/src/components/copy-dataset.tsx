import { Copy } from 'lucide';
import { useState } from 'preact/hooks';
import { copyDataset } from '@segue/core/contract/api/sharing';
import { ensureAccount } from '../data/account.js';
import { api } from '../data/api.js';
import { dataRoute } from '../navigation/address.js';
import { go } from '../navigation/router.js';
import { announce } from './announcer.js';
import { Icon } from './icon.js';
import { Failure } from './notice.js';

/** The button that makes a private copy of a data set with its models, and goes there. */
export function CopyDataset({ id, small = false }: { id: string; small?: boolean }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const copy = async () => {
    if (!(await ensureAccount('make a copy of your own'))) return;
    setBusy(true);
    try {
      const made = await api(copyDataset, { params: { id }, body: {} });
      announce(`${made.name} was copied. The copy is private.`);
      go(dataRoute(made.id));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class={small ? 'button small' : 'button'} disabled={busy} onClick={() => void copy()}>
        <Icon icon={Copy} />
        {busy ? 'Copying…' : 'Make a private copy'}
      </button>
      {failure !== null && <Failure what="It was not copied." error={failure} />}
    </>
  );
}
