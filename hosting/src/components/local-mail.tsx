import { useEffect, useState } from 'preact/hooks';
import { openProject } from '../data/project.js';

/** The Auth emulator that the page signs in to. */
export interface AuthEmulator {
  /** Where it lists the links of the mails that it does not send. */
  mailbox: string;
}

/** The Auth emulator; `null` where there is none, as on a deployed page, and before that is known. */
export function useAuthEmulator(): AuthEmulator | null {
  const [emulator, setEmulator] = useState<AuthEmulator | null>(null);
  useEffect(() => {
    openProject().then(
      ({ emulators: { auth }, options }) =>
        auth &&
        setEmulator({
          mailbox: `http://${auth.host}:${auth.port}/emulator/v1/projects/${String(options['projectId'])}/oobCodes`,
        }),
      () => undefined,
    );
  }, []);
  return emulator;
}

/** Says on the Emulator Suite where the links are that are mailed elsewhere. */
export function LocalMail() {
  const emulator = useAuthEmulator();
  if (!emulator) return null;
  return (
    <p class="muted">
      The Emulator Suite sends no mail: the link is the last <code>oobLink</code> of{' '}
      <a href={emulator.mailbox} target="_blank" rel="noreferrer">
        the Auth emulator’s list
      </a>
      .
    </p>
  );
}
