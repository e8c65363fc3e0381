import { changeMember, removeMember, type SharingView } from '@segue/core/contract/api/sharing';
import { api } from '../../../data/api.js';
import { RoleSelect } from './role-select.js';
import type { Sharing } from './use-sharing.js';

/** Who else is a reader or an editor. */
export function MemberList(props: { dataset: string; members: SharingView['members']; sharing: Sharing }) {
  const { dataset, members, sharing } = props;
  if (members.length === 0) return <p class="muted small">Nobody else is a member yet.</p>;
  return (
    <div>
      <h4>Members</h4>
      <ul class="people">
        {members.map(({ uid, name, address, role }) => {
          const params = { id: dataset, uid };
          return (
            <li key={uid}>
              <div>
                {name}
                {address !== undefined && <p class="muted small">{address}</p>}
              </div>
              <RoleSelect
                label={`Role of ${name}`}
                value={role}
                onChange={(chosen) => void sharing.change(() => api(changeMember, { params, body: { role: chosen } }))}
              />
              <button
                type="button"
                class="button small"
                aria-label={`Remove ${name}`}
                disabled={sharing.busy}
                onClick={() => void sharing.change(() => api(removeMember, { params }))}
              >
                Remove
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
