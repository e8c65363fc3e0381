import { useState } from 'preact/hooks';
import { sampleAccount } from '@segue/core/contract/sample-account';
import { fieldText } from '../data/form-fields.js';
import { sentence } from '../words/sentence.js';
import { account, openAccount, signInRequest, type SignInRequest } from '../data/account.js';
import type { AccountSession } from '../data/account-session.js';
import { Dialog } from './dialog.js';
import { LocalMail, useAuthEmulator } from './local-mail.js';
import { Notice } from './notice.js';

type Attempt = (session: AccountSession) => Promise<void>;

/** The dialog that signs in or creates an account, as the request asks for it. */
export function SignInDialog({ request }: { request: SignInRequest }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = (signedIn: boolean) => {
    signInRequest.value = null;
    request.resolve(signedIn);
  };
  const attempt = async (action: Attempt) => {
    setBusy(true);
    setFailure(null);
    try {
      await action(await openAccount());
      close(true);
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Sign in to ${request.purpose}`} onClose={() => close(false)}>
      {failure !== null && <Notice bad>{failure}</Notice>}
      {!account.value && !request.needsAddress && (
        <>
          <button type="button" class="button primary" disabled={busy} onClick={() => void attempt((s) => s.guest())}>
            Continue as guest
          </button>
          <p class="muted small">
            One click, no e-mail. You can turn it into an account later and keep what you stored.
          </p>
          <div class="rule">or with an e-mail address</div>
        </>
      )}
      <EmailForm busy={busy} attempt={(action) => void attempt(action)} />
      <SampleAccount busy={busy} attempt={(action) => void attempt(action)} />
    </Dialog>
  );
}

interface FormProps {
  busy: boolean;
  attempt: (action: Attempt) => void;
}

/** The account that owns the sample, offered on localhost only, so that its rows can be edited at once. */
function SampleAccount({ busy, attempt }: FormProps) {
  if (useAuthEmulator() === null) return null;
  const { email, password } = sampleAccount;
  return (
    <>
      <div class="rule">or, on this machine</div>
      <button
        type="button"
        class="button"
        disabled={busy}
        onClick={() => attempt((session) => session.signIn(email, password))}
      >
        Use the sample’s account
      </button>
      <p class="muted small">
        The sample belongs to {email}; signed in to it, you can edit its rows and see the list move.
      </p>
    </>
  );
}

function EmailForm({ busy, attempt }: FormProps) {
  const guest = account.value?.guest === true;
  const [creating, setCreating] = useState(guest);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [email, password] = [fieldText(form, 'email'), fieldText(form, 'password')];
    attempt((session) =>
      creating ? session.create(fieldText(form, 'name'), email, password) : session.signIn(email, password),
    );
  };
  return (
    <form class="dialog-form" onSubmit={submit}>
      {creating && <Field label="Name, shown with your changes" name="name" autocomplete="name" />}
      <Field label="E-mail" name="email" type="email" autocomplete="username" required />
      <Field
        label={creating ? 'Password, at least 6 characters' : 'Password'}
        name="password"
        type="password"
        autocomplete={creating ? 'new-password' : 'current-password'}
        required
      />
      <div class="dialog-actions">
        <button type="submit" class="button" disabled={busy}>
          {creating ? 'Create account' : 'Sign in'}
        </button>
        <button type="button" class="button quiet" onClick={() => setCreating(!creating)}>
          {creating ? 'I have an account' : 'Create an account'}
        </button>
      </div>
      {!creating && <ForgottenPassword />}
    </form>
  );
}

/** Sends a mail that sets another password, to the address in the form around it. */
function ForgottenPassword() {
  const [sent, setSent] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const reset = async ({ form }: HTMLButtonElement) => {
    const email = form ? fieldText(new FormData(form), 'email') : '';
    setSent(null);
    setFailure(null);
    try {
      const session = await openAccount();
      await session.resetPassword(email);
      setSent(email);
    } catch (error) {
      setFailure(sentence(error));
    }
  };
  return (
    <div class="small" role="status">
      <button type="button" class="link-button" onClick={(event) => void reset(event.currentTarget)}>
        Set another password
      </button>
      {failure !== null && <p class="upload-failure">{failure}</p>}
      {sent !== null && (
        <>
          <p>If there is an account with {sent}, a mail with a link that sets another password is on its way.</p>
          <LocalMail />
        </>
      )}
    </div>
  );
}

function Field(props: {
  label: string;
  name: string;
  type?: 'email' | 'password' | 'text';
  autocomplete: string;
  required?: boolean;
}) {
  const { name, autocomplete, required = false } = props;
  const shared = { class: 'input', name, autocomplete, required };
  return (
    <label class="field">
      <span class="label">{props.label}</span>
      {props.type === 'password' ? (
        <input {...shared} type="password" />
      ) : props.type === 'email' ? (
        <input {...shared} type="email" />
      ) : (
        <input {...shared} type="text" />
      )}
    </label>
  );
}
