import { parseArgs } from 'node:util';
import { getDataset, listDatasets } from '@segue/core/contract/api/datasets';
import {
  recommendAsCsv,
  recommendAsJsonl,
  recommendByDefault,
  recommendForUser,
} from '@segue/core/contract/api/recommendations';
import { defaults } from '@segue/core/contract/defaults';
import { describeMetadata } from '../print.js';
import { Failure } from '../failure.js';
import { whole } from './option-values.js';
import { openForDownload, openProject } from './project.js';
import { json, onlyArgument, print, url } from './remote-options.js';

/** `segue list`: lists the data sets that the kept account can see. */
export async function list(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { url, json } });
  const api = await openProject(values.url);
  const reply = await api(listDatasets, {});
  const lines = reply.datasets.map(
    ({ id, name, rowCount, columnCount }) => `${id}  ${name}  ${rowCount} × ${columnCount}`,
  );
  print(values.json, reply, lines.join('\n') || 'There are no data sets yet: "segue upload FILE" makes one.');
}

/** `segue show DATASET`: prints metadata and profile. */
export async function show(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const id = onlyArgument(positionals, 'segue show DATASET');
  const api = await openProject(values.url);
  const dataset = await api(getDataset, { params: { id } });
  print(values.json, dataset, describeMetadata(dataset));
}

/**
 * `segue recommend USER`: prints what a model recommends, by default the default model, and why. `segue recommend --all MODEL`:
 * prints what a model recommends to each of its users.
 */
export async function recommend(args: string[]): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const count = { type: 'string', default: String(defaults.recommendations) } as const;
  const text = { type: 'string' } as const;
  const words = { type: 'string', multiple: true } as const;
  const options = {
    url,
    json,
    count,
    best: flag,
    all: flag,
    csv: flag,
    jsonl: flag,
    tag: words,
    without: words,
    model: text,
  };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const places = {
    count: whole('--count', values.count, 1),
    known: values.best ? 'include' : defaults.known,
    ...(values.tag && { tags: values.tag }),
    ...(values.without && { withoutTags: values.without }),
  } as const;
  if (values.all) {
    const id = onlyArgument(positionals, 'segue recommend --all MODEL [--csv | --jsonl]');
    if ((values.csv && values.jsonl) || values.json) throw new Failure('Give --all with either --csv or --jsonl.');
    const route = values.jsonl ? recommendAsJsonl : recommendAsCsv;
    const download = await openForDownload(values.url, process.stdout);
    await download(route, { params: { id }, query: places });
    return;
  }
  if (values.csv || values.jsonl)
    throw new Failure('--csv and --jsonl are for --all MODEL. For one genre, use --json.');
  const user = onlyArgument(positionals, 'segue recommend USER [--model MODEL]');
  const api = await openProject(values.url);
  const question = { ...places, why: 'true' } as const;
  const reply =
    values.model === undefined
      ? await api(recommendByDefault, { query: { genre: user, ...question } })
      : await api(recommendForUser, { params: { id: values.model }, query: { user, ...question } });
  const lines = reply.items.map(
    ({ rank, item, title, why }) => `${rank} ${title ?? item}${why === undefined ? '' : ` – ${why}`}`,
  );
  print(values.json, reply, lines.join('\n'));
}
