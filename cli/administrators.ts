import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { administratorClaim } from '@segue/core/contract/rights/table';
import { Failure } from './failure.js';

/** Where accounts are, as `Server` names it. */
export interface AccountService {
  project: string;
  /** As `signInAsGuest` takes it. */
  authUrl: string;
}

/**
 * Makes an account an administrator of its project, or one no longer. Its other claims stay. It works with application
 * default credentials, which an emulator does not ask for. Tokens that are out keep the old claims, for up to an hour.
 *
 * @throws Failure if there is no such account, or Firebase Auth refuses the credentials
 */
export async function setAdministrator(
  { project, authUrl }: AccountService,
  email: string,
  isAdministrator: boolean,
): Promise<void> {
  // The Admin SDK takes the address of an emulator from the environment alone.
  if (authUrl.startsWith('http:')) process.env['FIREBASE_AUTH_EMULATOR_HOST'] = new URL(authUrl).host;
  const app = initializeApp({ projectId: project }, 'administrators');
  try {
    const auth = getAuth(app);
    const { uid, customClaims } = await auth.getUserByEmail(email);
    const { [administratorClaim]: _, ...others } = customClaims ?? {};
    await auth.setCustomUserClaims(uid, isAdministrator ? { ...others, [administratorClaim]: true } : others);
  } catch (cause) {
    throw new Failure(explain(cause, project, email), { cause });
  } finally {
    await deleteApp(app);
  }
}

function explain(error: unknown, project: string, email: string): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'auth/user-not-found')
    return `There is no account of ${email} in ${project}. Create it on the page first.`;
  return (
    `The claim of ${email} cannot be changed: ${message}\nThis needs Google credentials of ${project} that may ` +
    'change accounts, such as those of "gcloud auth application-default login".'
  );
}
