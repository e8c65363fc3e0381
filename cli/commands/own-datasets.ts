import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { changeDataset, createDataset, deleteDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { headerWords } from '@segue/core/contract/api/fields';
import { Failure } from '../failure.js';
import { accountsFile } from '../kept-accounts.js';
import { oneOf } from './option-values.js';
import { openForUpload, openSignedIn, type SignedInProject } from './project.js';
import { json, onlyArgument, print, twoArguments, url } from './remote-options.js';
import { nameOf } from './signed-in.js';

const need = 'only its owner may change a data set';
const visibilities = { public: 'public', private: 'private' } as const;

/** `segue upload FILE`: stores a file as a data set of the kept account, or of a new guest if none is kept. */
export async function upload(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const words = { name: text, description: text, delimiter: text, header: text, encoding: text };
  const options = { url, json, public: flag, private: flag, ...words };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const file = onlyArgument(positionals, 'segue upload FILE [--public | --private]');
  if (values.public && values.private) throw new Failure('Give either --public or --private.');
  const { name, description, delimiter, header, encoding } = values;
  const visibility = values.public ? 'public' : 'private';
  const fields = { name, description, delimiter, header: header && readHeader(header), encoding, visibility } as const;
  const content = await openFile(file);
  const project = await openForUpload(values.url);
  const dataset = await project.api(createDataset, { body: { fields, file: { name: basename(file), content } } });
  print(values.json, dataset, describeUpload(dataset, project));
}

/** `segue visibility DATASET public|private`: shows a data set to everyone, or to its owner alone. */
export async function setVisibility(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const [id, word] = twoArguments(positionals, 'segue visibility DATASET public|private');
  const visibility = oneOf('The visibility', word, visibilities);
  const { api, server } = await openSignedIn(values.url, need);
  const dataset = await api(changeDataset, { params: { id }, body: { visibility } });
  const sentence =
    visibility === 'public'
      ? describePublic(dataset, server.address)
      : `Only its owner can see it, and those it is shared with: "segue members ${id}".`;
  print(values.json, dataset, sentence);
}

/** `segue delete DATASET`: deletes a data set with its models. */
export async function deleteOwn(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const id = onlyArgument(positionals, 'segue delete DATASET');
  const { api } = await openSignedIn(values.url, need);
  await api(deleteDataset, { params: { id } });
  print(values.json, { id, deleted: true }, `${id} is deleted, with its models.`);
}

function describeUpload(dataset: DatasetView, { server, account }: SignedInProject): string {
  return [
    `${dataset.id}: ${dataset.rowCount} rows, ${dataset.columnCount} columns`,
    `Its owner is ${nameOf(account)}, kept in ${accountsFile()} for the next commands.`,
    dataset.visibility === 'public' ? describePublic(dataset, server.address) : describePrivate(dataset),
  ].join('\n');
}

function describePublic({ id }: DatasetView, address: string): string {
  return `Everyone can see it: ${address}/data/${id}`;
}

function describePrivate({ id }: DatasetView): string {
  return (
    `Only its owner can see it: "segue show ${id}". To share it with one account: "segue share ${id} ADDRESS"; ` +
    `with everyone: "segue visibility ${id} public".`
  );
}

function readHeader(text: string): (typeof headerWords)[number] {
  const word = headerWords.find((known) => known === text);
  if (word === undefined) throw new Failure(`--header must be true, false or detect, not "${text}".`);
  return word;
}

async function openFile(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch {
    throw new Failure(`There is no file ${file}.`);
  }
}
