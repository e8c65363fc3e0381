import { parseArgs } from 'node:util';
import { getModel, type ModelView } from '@segue/core/contract/api/models';
import { listRows } from '@segue/core/contract/api/rows';
import type { VersionDigests } from '@segue/core/contract/model';
import { sha256 } from '@segue/functions/pipeline/records/digests';
import { differences, recompute } from '@segue/core/versions/recompute';
import { Failure } from '../failure.js';
import { openProject } from './project.js';

/**
 * `segue verify MODEL`: reads the rows, sums, trains as the current version was trained, and compares digests with its
 * own. Nothing of what the functions have counted or trained is used. The page's Model screen does the same in a browser.
 *
 * @throws Failure where a digest differs
 */
export async function verify(args: string[]): Promise<void> {
  const options = { url: { type: 'string', default: 'http://127.0.0.1:5000' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Failure('Call it as: segue verify MODEL');
  const api = openProject(values.url);
  const model = await api(getModel, { params: { id } });
  if (!model.digests || !model.trainedWith)
    throw new Failure(`The model ${id} has no version yet: wait for the first, then try again.`);
  const params = { id: model.dataset };
  const recomputed = await recompute(model.trainedWith, {
    readRows: (start, count) => api(listRows, { params, query: { start, count } }),
    sha256,
  });
  const same = differences(model.digests, recomputed).length === 0;
  if (values.json) console.log(JSON.stringify({ version: model.version, published: model.digests, recomputed, same }));
  else console.log(describe(model, recomputed));
  if (!same) throw new Failure(`The version is not what its rows give now. ${hint(model)}`);
}

/** A pinned version stays as it is when its rows change. */
function hint({ pinned }: ModelView): string {
  if (!pinned) return 'If rows are being edited, wait and try again.';
  return 'It is pinned: where rows have changed since, release it, and a version of them follows.';
}

function describe({ version, number, digests }: ModelView, recomputed: VersionDigests): string {
  const line = (what: keyof VersionDigests) => {
    const sign = digests![what] === recomputed[what] ? '=' : '≠';
    return `  ${what.padEnd(11)} ${digests![what]} ${sign} ${recomputed[what]}`;
  };
  return `Version ${number} (${version}), published against recomputed:\n${line('data')}\n${line('embeddings')}`;
}
