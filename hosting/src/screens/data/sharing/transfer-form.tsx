import { useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { transfer, type SharingView } from '@segue/core/contract/api/sharing';
import { announce } from '../../../components/announcer.js';
import { api } from '../../../data/api.js';
import type { Sharing } from './use-sharing.js';

/** Makes a member the owner, after a confirmation that says what happens. */
export function TransferForm(props: {
  view: DatasetView;
  members: SharingView['members'];
  sharing: Sharing;
  onDone: () => void;
}) {
  const { view, members, sharing } = props;
  const [chosen, setChosen] = useState('');
  const heir = members.find(({ uid }) => uid === chosen);
  const hand = async (uid: string, name: string) => {
    const isDone = await sharing.change(() => api(transfer, { params: { id: view.id }, body: { uid } }));
    if (!isDone) return;
    announce(`${name} owns ${view.name} now. You are an editor.`);
    props.onDone();
  };
  if (members.length === 0) return null;
  return (
    <div class="stack">
      <label class="field">
        <span class="label">Give it another owner</span>
        <select class="select" value={chosen} onChange={({ currentTarget: { value } }) => setChosen(value)}>
          <option value="">Keep it</option>
          {members.map(({ uid, name, address }) => (
            <option key={uid} value={uid}>
              {address === undefined ? name : `${name}, ${address}`}
            </option>
          ))}
        </select>
      </label>
      {heir && (
        <div class="confirm" role="group" aria-label="Confirm the new owner">
          <p>
            {heir.name} becomes the owner of {view.name}: they alone decide then who sees and changes it, and can delete
            it. You become an editor. Only {heir.name} can give it back.
          </p>
          <div class="dialog-actions">
            <button
              type="button"
              class="button danger"
              disabled={sharing.busy}
              onClick={() => void hand(heir.uid, heir.name)}
            >
              Make {heir.name} the owner
            </button>
            <button type="button" class="button quiet" onClick={() => setChosen('')}>
              Keep it
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
