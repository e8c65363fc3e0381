import { withdrawInvitation, type SharingView } from '@segue/core/contract/api/sharing';
import { Moment } from '../../../components/moment.js';
import { api } from '../../../data/api.js';
import type { Sharing } from './use-sharing.js';

/** Who was invited and has not come yet. */
export function InvitationList(props: { dataset: string; invitations: SharingView['invitations']; sharing: Sharing }) {
  const { dataset, invitations, sharing } = props;
  if (invitations.length === 0) return null;
  return (
    <div>
      <h4>Open invitations</h4>
      <ul class="people">
        {invitations.map(({ id, address, role, at }) => (
          <li key={id}>
            <div>
              {address}
              <p class="muted small">
                {role}, invited <Moment at={at} />
              </p>
            </div>
            <button
              type="button"
              class="button small"
              aria-label={`Withdraw the invitation of ${address}`}
              disabled={sharing.busy}
              onClick={() =>
                void sharing.change(() => api(withdrawInvitation, { params: { id: dataset, invitation: id } }))
              }
            >
              Withdraw
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
