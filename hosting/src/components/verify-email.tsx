import { useEffect, useState } from 'preact/hooks';
import { account, openAccount, verifying } from '../data/account.js';
import { sentence } from '../words/sentence.js';
import { announce } from './announcer.js';
import { Dialog } from './dialog.js';
import { LocalMail } from './local-mail.js';
import { Notice } from './notice.js';

/** The dialog that verifies the account's address, from the account menu. */
export function VerifyDialog() {
  const close = () => {
    verifying.value = false;
  };
  const done = () => {
    announce('Your e-mail address is verified.');
    close();
  };
  return (
    <Dialog title="Verify your e-mail" onClose={close}>
      <VerifyEmail onVerified={done} />
    </Dialog>
  );
}

/** Sends the mail that verifies the account's address, and sees when its link was opened. */
export function VerifyEmail({ onVerified }: { onVerified: () => void }) {
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(sentence(error));
    }
    setBusy(false);
  };
  const send = () =>
    attempt(async () => {
      const session = await openAccount();
      await session.sendVerification();
      setSent(true);
    });
  const check = async (isAsked: boolean) => {
    const session = await openAccount();
    if (await session.checkVerified()) onVerified();
    else if (isAsked) setProblem('The address is not verified yet. Open the link in the mail first.');
  };
  useEffect(() => {
    // The link opens in a tab of its own: look when the viewer comes back.
    const look = () => void check(false).catch(() => undefined);
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  });
  return (
    <div class="stack">
      {problem !== null && <Notice bad>{problem}</Notice>}
      <p>
        {sent
          ? `A mail with a link is on its way to ${account.value?.email ?? 'you'}. Open the link, then come back here.`
          : `It shows that ${account.value?.email ?? 'the address'} is yours. You get a mail with a link to open.`}
      </p>
      {sent && <LocalMail />}
      <div class="dialog-actions">
        <button type="button" class={sent ? 'button' : 'button primary'} disabled={busy} onClick={() => void send()}>
          {sent ? 'Send it again' : 'Send the mail'}
        </button>
        {sent && (
          <button type="button" class="button primary" disabled={busy} onClick={() => void attempt(() => check(true))}>
            I have opened the link
          </button>
        )}
      </div>
    </div>
  );
}
