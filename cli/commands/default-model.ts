import { parseArgs } from 'node:util';
import { hasCode } from '@segue/core/contract/api/api-error';
import { getDefaultModel, setDefaultModel } from '@segue/core/contract/api/default-model';
import { Failure } from '../failure.js';
import { openProject, openSignedIn, type SignedInProject } from './project.js';
import { json, print, url } from './remote-options.js';
import { nameOf } from './signed-in.js';

const usage = 'Usage: segue default [MODEL | --none]';
const need = 'only an administrator chooses the default model';

/**
 * `segue default`: prints which model answers `segue recommend` and `/api/recommendations` where none is named.
 * `segue default MODEL` chooses one, `segue default --none` none.
 *
 * @throws Failure that says how to become an administrator, if the kept account is none
 */
export async function defaultModel(args: string[]): Promise<void> {
  const options = { url, json, none: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [model = null, ...more] = positionals;
  if (more.length > 0 || (values.none && model !== null)) throw new Failure(usage);
  const isChoice = values.none || model !== null;
  const reply = isChoice ? await choose(await openSignedIn(values.url, need), model) : await read(values.url);
  print(
    values.json,
    reply,
    reply.model ?? 'There is no default model. An administrator chooses one: "segue default MODEL".',
  );
}

async function read(address: string): Promise<{ model: string | null }> {
  const api = await openProject(address);
  return api(getDefaultModel, {});
}

async function choose({ api, server, account }: SignedInProject, model: string | null) {
  try {
    return await api(setDefaultModel, { body: { model } });
  } catch (error) {
    if (!hasCode(error, 'forbidden')) throw error;
    const { email } = account;
    const advice =
      email === null
        ? 'Sign in to an account with an address first: a guest cannot be made one.'
        : `Whoever runs the project makes it one: "segue administrator ${email}", with Google credentials (the emulator needs none).`;
    throw new Failure(`${nameOf(account)} is no administrator of ${server.project}, and ${need}. ${advice}`, {
      cause: error,
    });
  }
}
