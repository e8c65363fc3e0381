import { useState } from 'preact/hooks';
import { invite, type InvitationView } from '@segue/core/contract/api/sharing';
import type { Role } from '@segue/core/contract/stored/sharing';
import { announce } from '../../../components/announcer.js';
import { api } from '../../../data/api.js';
import { fieldText } from '../../../data/form-fields.js';
import { InvitationLink } from './invitation-link.js';
import { RoleSelect } from './role-select.js';
import type { Sharing } from './use-sharing.js';

/** Invites somebody by e-mail, then shows the link to send them. */
export function InviteForm({ dataset, sharing }: { dataset: string; sharing: Sharing }) {
  const [invited, setInvited] = useState<InvitationView | null>(null);
  const [chosen, setChosen] = useState<Role>('reader');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const address = fieldText(new FormData(form), 'address');
    const isDone = await sharing.change(async () => {
      setInvited(await api(invite, { params: { id: dataset }, body: { address, role: chosen } }));
    });
    if (!isDone) return;
    form.reset();
    announce(`${address} is invited. Send them the link.`);
  };
  // Withdrawn or accepted since: the link is of no use any more.
  const isOpen = sharing.view?.invitations.some(({ id }) => id === invited?.id);
  return (
    <>
      <form class="invite" onSubmit={(event) => void submit(event)}>
        <label class="field">
          <span class="label">Invite by e-mail</span>
          <input class="input" type="email" name="address" autocomplete="off" required maxLength={254} />
        </label>
        <RoleSelect label="Role of the invited" value={chosen} onChange={setChosen} />
        <button type="submit" class="button" disabled={sharing.busy}>
          Invite
        </button>
      </form>
      {invited && isOpen && (
        <div class="invited">
          <InvitationLink key={invited.id} link={invited.link} />
          <p class="muted small">
            No mail is sent: send this link to {invited.address} yourself. It works for that address only.
          </p>
        </div>
      )}
    </>
  );
}
