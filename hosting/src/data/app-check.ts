import type { FirebaseApp } from 'firebase/app';
import { getToken, initializeAppCheck, ReCaptchaEnterpriseProvider } from 'firebase/app-check';

/** How long, in milliseconds, a call waits for a token. Where reCAPTCHA is blocked, the SDK would wait forever. */
const patience = 10_000;

/**
 * Opens App Check for all of the app: database and sign-in send its tokens by themselves. Only this module imports
 * firebase/app-check; it is loaded where the page names a site key.
 *
 * @returns the token for the API; null if there is none, and the API then answers without or says that it does not
 */
export function openAppCheck(app: FirebaseApp, siteKey: string): () => Promise<string | null> {
  const provider = new ReCaptchaEnterpriseProvider(siteKey);
  const appCheck = initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
  const token = async () => (await getToken(appCheck)).token;
  return () => Promise.race([token(), after(patience)]).catch(() => null);
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
