import { applicationDefault } from 'firebase-admin/app';
import type { DatabaseAddress } from '@segue/functions/store/rest-tree';
import { Failure } from '../failure.js';

/**
 * Opens the database of `--project` or `--database`: an emulator's, with the emulator's own token, if the host is this
 * machine or FIREBASE_DATABASE_EMULATOR_HOST is set; otherwise with application default credentials.
 *
 * @throws Failure that says which option to pass
 */
export function openDatabase({ project, database }: { project?: string; database?: string }): DatabaseAddress {
  const url = readUrl(database ?? (project && `https://${project}-default-rtdb.firebaseio.com`));
  const emulator = process.env['FIREBASE_DATABASE_EMULATOR_HOST'];
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!isLocal && emulator === undefined) {
    const credential = applicationDefault();
    return { base: url.origin, namespace: null, token: async () => (await credential.getAccessToken()).access_token };
  }
  const namespace = url.searchParams.get('ns') ?? project ?? url.hostname.split('.')[0]!;
  return { base: isLocal ? url.origin : `http://${emulator}`, namespace, token: () => Promise.resolve('owner') };
}

function readUrl(text: string | undefined): URL {
  if (text === undefined) throw new Failure('Name the project with --project, or its database with --database URL.');
  try {
    return new URL(text);
  } catch {
    throw new Failure(
      `--database must be an address such as https://PROJECT-default-rtdb.firebaseio.com, not "${text}".`,
    );
  }
}
