import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { createDataset, getDataset, listDatasets } from '@segue/core/contract/api/datasets';
import { headerWords } from '@segue/core/contract/api/fields';
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
import { openAsGuest, openForDownload, openProject } from './project.js';

const url = { type: 'string', default: 'http://127.0.0.1:5000' } as const;
const json = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;

/** `segue upload FILE`: stores a file as a data set of a new guest. */
export async function upload(args: string[]): Promise<void> {
  const options = { url, json, name: text, description: text, delimiter: text, header: text, encoding: text };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const file = onlyArgument(positionals, 'segue upload FILE');
  const { name, description, delimiter, header, encoding } = values;
  const content = await openFile(file);
  const api = await openAsGuest(values.url);
  const dataset = await api(createDataset, {
    body: {
      fields: { name, description, delimiter, header: header && readHeader(header), encoding },
      file: { name: basename(file), content },
    },
  });
  print(values.json, dataset, `${dataset.id}: ${dataset.rowCount} rows, ${dataset.columnCount} columns`);
}

/** `segue list`: lists the public data sets. */
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
    const api = await openForDownload(values.url, process.stdout);
    await api(route, { params: { id }, query: places });
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

function readHeader(text: string): (typeof headerWords)[number] {
  const word = headerWords.find((known) => known === text);
  if (word === undefined) throw new Failure(`--header must be true, false or detect, not "${text}".`);
  return word;
}

function onlyArgument(positionals: string[], usage: string): string {
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1) throw new Failure(`Usage: ${usage}`);
  return argument;
}

async function openFile(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch {
    throw new Failure(`There is no file ${file}.`);
  }
}

function print(asJson: boolean, value: unknown, forPeople: string): void {
  console.log(asJson ? JSON.stringify(value, null, 2) : forPeople);
}
