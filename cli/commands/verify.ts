import { parseArgs } from 'node:util';
import { getModel, type ModelView, type VersionDigests } from '@segue/core/contract/api/models';
import { listRows } from '@segue/core/contract/api/rows';
import { sha256 } from '@segue/functions/pipeline/records/digests';
import { differences, recompute } from '@segue/core/versions/recompute';
import { Failure } from '../failure.js';
import { openProject } from './project.js';

/**
 * `segue verify MODEL`: reads the rows, sums them, trains like the current version, and compares digests. It uses
 * nothing that the functions have counted or trained. The page's Model screen does the same in a browser.
 *
 * @throws Failure if a digest differs
 */
export async function verify(args: string[]): Promise<void> {
  const options = { url: { type: 'string', default: 'http://127.0.0.1:5000' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Failure('Usage: segue verify MODEL');
  const api = await openProject(values.url);
  const model = await api(getModel, { params: { id } });
  const { digests, trainedWith } = model;
  if (!digests || !trainedWith)
    throw new Failure(`The model ${id} has no version yet: wait for the first, then try again.`);
  const params = { id: model.dataset };
  const recomputed = await recompute(trainedWith, {
    readRows: (start, count) => api(listRows, { params, query: { start, count } }),
    sha256,
  });
  const same = differences(digests, recomputed).length === 0;
  if (values.json) console.log(JSON.stringify({ version: model.version, published: digests, recomputed, same }));
  else console.log(describe(model, digests, recomputed));
  if (!same) throw new Failure(`This version does not match its rows. ${hint(model)}`);
}

/** Suggests what to do. A pinned version does not follow changes of its rows. */
function hint({ pinned }: ModelView): string {
  if (!pinned) return 'If the rows are being edited, wait and try again.';
  return 'It is pinned: if rows have changed since, unpin it, and a new version follows.';
}

function describe({ version, number }: ModelView, published: VersionDigests, recomputed: VersionDigests): string {
  const line = (what: keyof VersionDigests) => {
    const sign = published[what] === recomputed[what] ? '=' : '≠';
    return `  ${what.padEnd(11)} ${published[what]} ${sign} ${recomputed[what]}`;
  };
  return `Version ${number} (${version}), published against recomputed:\n${line('data')}\n${line('embeddings')}`;
}
