import { parseArgs } from 'node:util';
import { join, leave } from '@segue/core/contract/api/sharing';
import { openSignedIn } from './project.js';
import { json, onlyArgument, print, url } from './remote-options.js';

/** `segue join DATASET`: accepts an invitation with the kept account, whose address must be verified. */
export async function joinShared(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const id = onlyArgument(positionals, 'segue join DATASET');
  const { api } = await openSignedIn(values.url, 'an invitation is for an account');
  const dataset = await api(join, { params: { id } });
  print(values.json, dataset, `${dataset.name} is shared with you now: "segue show ${id}".`);
}

/** `segue leave DATASET`: ends the kept account's own membership. */
export async function leaveShared(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const id = onlyArgument(positionals, 'segue leave DATASET');
  const { api } = await openSignedIn(values.url, 'only members leave a data set');
  await api(leave, { params: { id } });
  print(values.json, { id, left: true }, `${id} is not shared with you any more.`);
}
