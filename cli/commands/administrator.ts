import { parseArgs } from 'node:util';
import { setAdministrator } from '../administrators.js';
import { json, onlyArgument, print, url } from './remote-options.js';
import { findServer } from './server.js';

/** `segue administrator EMAIL`: makes an account an administrator; with `--remove`, one no longer. */
export async function administrator(args: string[]): Promise<void> {
  const options = { url, json, remove: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const email = onlyArgument(positionals, 'segue administrator EMAIL [--remove]');
  const server = await findServer(values.url);
  const isAdministrator = !values.remove;
  await setAdministrator(server, email, isAdministrator);
  const sentence =
    `${email} is ${isAdministrator ? 'an' : 'no longer an'} administrator of ${server.project}. ` +
    'The next command knows; an open page may take an hour.';
  print(values.json, { email, project: server.project, isAdministrator }, sentence);
}
