import { parseArgs } from 'node:util';
import { limits } from '../../functions/src/contract/limits.js';
import type { RowsView } from '../../functions/src/contract/dataset.js';
import type { ModelConfiguration, ModelView } from '../../functions/src/contract/model.js';
import { encodeInteractions, summariseInteractions } from '../../functions/src/datasets/interactions.js';
import { trainModel } from '../../functions/src/model/train.js';
import { digest, embeddingsDigest } from '../../functions/src/pipeline/digests.js';
import { columnsOf } from '../../functions/src/pipeline/model-columns.js';
import { prepareInteractions } from '../../functions/src/pipeline/prepare-interactions.js';
import { lastOf } from '../last-of.js';
import { chooseEpochs, parametersOf, trainOptionsOf } from '../../functions/src/pipeline/train-to-end.js';
import type { ApiClient } from '../api-client.js';
import { Failure } from '../failure.js';
import { openProject } from './project.js';

/**
 * `segue verify MODEL`: reads the rows, sums, trains, and compares digests with those of the current version. Nothing
 * of what the functions have counted or trained is used.
 *
 * @throws Failure where a digest differs
 */
export async function verify(args: string[]): Promise<void> {
  const options = { url: { type: 'string', default: 'http://127.0.0.1:5000' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Failure('Call it as: segue verify MODEL');
  const api = openProject(values.url);
  const model = await api.request<ModelView>('GET', `/api/models/${encodeURIComponent(id)}`);
  if (!model.digests) throw new Failure(`The model ${id} has no version yet: wait for the first, then try again.`);
  const recomputed = await recompute(api, model.configuration);
  const same = recomputed.data === model.digests.data && recomputed.embeddings === model.digests.embeddings;
  if (values.json) console.log(JSON.stringify({ version: model.version, published: model.digests, recomputed, same }));
  else console.log(describe(model, recomputed));
  if (!same)
    throw new Failure('The version is not what its rows give now. If rows are being edited, wait and try again.');
}

type Digests = NonNullable<ModelView['digests']>;

async function recompute(api: ApiClient, configuration: ModelConfiguration): Promise<Digests> {
  const { columns, rows } = await readAllRows(api, configuration.dataset);
  const at = columnsOf(configuration, columns);
  if (!at) throw new Failure('The data set has not the columns of the model any more: choose them again.');
  const cells = rows.map(({ index, values }) => ({ index, cells: values }));
  const total = encodeInteractions(summariseInteractions(cells, at));
  const prepared = prepareInteractions(total, configuration);
  const options = trainOptionsOf(configuration, prepared);
  const epochs = lastOf(chooseEpochs(prepared, configuration));
  const embeddings = trainModel(prepared.interactions, { ...parametersOf(configuration), epochs }, options);
  return { data: digest(total), embeddings: embeddingsDigest(embeddings) };
}

async function readAllRows(api: ApiClient, dataset: string): Promise<Pick<RowsView, 'columns' | 'rows'>> {
  const path = `/api/datasets/${encodeURIComponent(dataset)}/rows`;
  const rows: RowsView['rows'] = [];
  for (;;) {
    const query = `start=${rows.length}&count=${limits.rowsPerReply}`;
    const page = await api.request<RowsView>('GET', `${path}?${query}`);
    rows.push(...page.rows);
    if (page.rows.length < limits.rowsPerReply) return { columns: page.columns, rows };
  }
}

function describe({ version, number, digests }: ModelView, recomputed: Digests): string {
  const line = (what: keyof Digests) => {
    const sign = digests![what] === recomputed[what] ? '=' : '≠';
    return `  ${what.padEnd(11)} ${digests![what]} ${sign} ${recomputed[what]}`;
  };
  return `Version ${number} (${version}), published against recomputed:\n${line('data')}\n${line('embeddings')}`;
}
