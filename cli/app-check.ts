import * as z from 'zod/mini';
import type { WebOptions } from '@segue/core/contract/hosting-configuration';
import { Failure } from './failure.js';

const exchanged = z.object({ token: z.string() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** The debug token that the environment names, if any. */
export function debugToken(): string | undefined {
  return process.env['SEGUE_APP_CHECK_DEBUG_TOKEN'] || undefined;
}

/**
 * Exchanges a debug token, which the Firebase console has for an app, for an App Check token. That is good for an hour,
 * or what the console says.
 *
 * @throws Failure if the project names no app, or the debug token is not one of its
 */
export async function exchangeDebugToken(
  { projectId, appId, apiKey }: WebOptions,
  debugToken: string,
  service = 'https://firebaseappcheck.googleapis.com',
): Promise<string> {
  if (!projectId || !appId || !apiKey)
    throw new Failure('The project has no web app, which App Check needs: add one in the Firebase console.');
  const address = `${service}/v1/projects/${projectId}/apps/${appId}:exchangeDebugToken?key=${apiKey}`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ debugToken }),
  }).catch(() => null);
  if (!response) throw new Failure(`App Check cannot be reached: nothing answers at ${service}.`);
  const reply: unknown = await response.json().catch(() => null);
  const { data } = exchanged.safeParse(reply);
  if (data) return data.token;
  const refused = refusal.safeParse(reply).data?.error.message ?? `status ${response.status}`;
  throw new Failure(
    `App Check does not take the debug token (${refused}). Set SEGUE_APP_CHECK_DEBUG_TOKEN to one that the console has.`,
  );
}
