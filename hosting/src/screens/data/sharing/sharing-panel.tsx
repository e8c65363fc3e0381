import { useEffect, useState } from 'preact/hooks';
import { changeDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { Notice } from '../../../components/notice.js';
import { Skeleton } from '../../../components/skeleton.js';
import { VisibilityChoice } from '../../../components/visibility-choice.js';
import { api } from '../../../data/api.js';
import type { DatasetStore } from '../../../data/dataset-store.js';
import { AuditList } from './audit-list.js';
import { InviteForm } from './invite-form.js';
import { InvitationList } from './invitation-list.js';
import { MemberList } from './member-list.js';
import { TransferForm } from './transfer-form.js';
import { useSharing } from './use-sharing.js';

type Choice = Partial<Pick<DatasetView, 'visibility' | 'copies'>>;

/** Who can see a data set and who may change it; for its owner. */
export function SharingPanel({ view, source }: { view: DatasetView; source: DatasetStore }) {
  const sharing = useSharing(view.id);
  const [chosen, setChosen] = useState<Choice>({});
  const { visibility, copies } = { ...view, ...chosen };
  useEffect(() => setChosen({}), [view]);
  const choose = async (body: Choice) => {
    // Shown at once; what is refused springs back.
    setChosen(body);
    const isDone = await sharing.change(() => api(changeDataset, { params: { id: view.id }, body }));
    if (isDone) source.refresh();
    else setChosen({});
  };
  return (
    <div class="sharing">
      {sharing.failure !== null && <Notice bad>{sharing.failure}</Notice>}
      <section class="stack">
        <VisibilityChoice value={visibility} onChange={(next) => void choose({ visibility: next })} />
        <label class="check">
          <input
            type="checkbox"
            checked={copies}
            onChange={({ currentTarget: { checked } }) => void choose({ copies: checked })}
          />
          <span>Whoever can see it may make a private copy</span>
        </label>
      </section>
      <section class="stack" aria-labelledby="people-title">
        <h3 id="people-title">People</h3>
        <InviteForm dataset={view.id} sharing={sharing} />
        {sharing.view ? (
          <>
            <InvitationList dataset={view.id} invitations={sharing.view.invitations} sharing={sharing} />
            <MemberList dataset={view.id} members={sharing.view.members} sharing={sharing} />
            <TransferForm view={view} members={sharing.view.members} sharing={sharing} onDone={source.refresh} />
          </>
        ) : (
          sharing.failure === null && <Skeleton height="80px" />
        )}
      </section>
      <AuditList dataset={view.id} round={sharing.round} />
    </div>
  );
}
