import type { Request } from 'firebase-functions/https';
import { appCheckHeader } from '@segue/core/contract/api/app-check';
import { SegueError } from '@segue/core/contract/errors';
import { errorText, log } from '../log.js';
import { requiresAppCheck } from '../options.js';
import { verifyAppToken } from '../store/app.js';

/**
 * Lets a request pass if App Check is off, or if it comes from a verified app.
 * @throws unverified-app
 */
export async function checkApp(request: Request): Promise<void> {
  if (!requiresAppCheck()) return;
  const token = request.get(appCheckHeader);
  if (!token)
    throw unverified(
      `Only verified apps may call this API. Reload the page, or send an App Check token as ${appCheckHeader}.`,
    );
  try {
    await verifyAppToken(token);
  } catch (error) {
    // The caller is not told why; whoever deploys has to tell a forged token from keys that could not be fetched.
    log.info('An App Check token was refused', { error: errorText(error) });
    throw unverified('The App Check token is not valid or has expired. Get a new one and send it.');
  }
}

function unverified(message: string): SegueError {
  return new SegueError('unverified-app', message);
}
