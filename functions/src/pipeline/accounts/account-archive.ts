import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { csvLine } from '@segue/core/tables/csv-line';
import type { Download } from '../answers/download.js';
import { readBlockNumbers } from '../counting/summaries.js';
import type { Context, Tree } from '../ports.js';
import { findDataset, readColumns, type Caller } from '../records/dataset-records.js';
import { readBlocks } from '../rows/read-blocks.js';
import { describeAccount } from './describe-account.js';
import { zipOf, type ArchivedFile } from './zip.js';

/** How many blocks are held in memory. */
const blocksAtOnce = 8;

/**
 * All that is the caller's as one ZIP archive: who they are, what is shared with them, and of each data set of theirs the rows as
 * CSV, the record, the definitions of its models, its changes, and whom it is shared with. Each is read when its turn comes.
 */
export async function archiveOf(context: Context, caller: Caller): Promise<Download> {
  const { tree, clock } = context;
  const { entries: owned } = await tree.find(paths.datasets(), 'owner', caller.uid);
  const files: ArchivedFile[] = [
    jsonFile('account.json', () => describeAccount(context, caller)),
    jsonFile('memberships.json', async () => {
      const { entries } = await tree.readEach(paths.userLists(caller.uid));
      return Object.fromEntries([...entries].filter(([id]) => !owned.has(id)));
    }),
    ...[...owned].flatMap(([id, record]) => filesOf(tree, id, record)),
  ];
  const now = clock.now();
  const day = new Date(now).toISOString().slice(0, 10);
  // What is in it may change at any time: no two archives are taken for the same.
  return { fileName: `segue-${day}.zip`, basis: [caller.uid, now, context.newKey()], pieces: zipOf(files, now) };
}

function filesOf(tree: Tree, id: string, record: DatasetRecord): ArchivedFile[] {
  const folder = `datasets/${id}`;
  const each = async <T>(place: Parameters<typeof tree.readEach<T>>[0]) =>
    Object.fromEntries((await tree.readEach<T>(place)).entries);
  return [
    { path: `${folder}/rows.csv`, pieces: () => csvOf(tree, id, record) },
    jsonFile(`${folder}/dataset.json`, () => Promise.resolve(record)),
    jsonFile(`${folder}/models.json`, async () => {
      const { entries } = await tree.find(paths.models(), 'dataset', id);
      return [...entries.values()].map(({ id: model, configuration }) => ({ id: model, configuration }));
    }),
    jsonFile(`${folder}/members.json`, () => each(paths.members(id))),
    jsonFile(`${folder}/invitations.json`, () => each(paths.invitations(id))),
    jsonFile(`${folder}/audit.json`, () => each(paths.audit(id))),
    jsonFile(`${folder}/history.json`, () => each(paths.history(id))),
  ];
}

function jsonFile(path: string, read: () => Promise<unknown>): ArchivedFile {
  return {
    path,
    pieces: async function* () {
      yield `${JSON.stringify(await read(), null, 2)}\n`;
    },
  };
}

/** @throws Error if another file takes the place of this one meanwhile: not all of its rows were there to be read */
async function* csvOf(tree: Tree, id: string, record: DatasetRecord): AsyncGenerator<string, void> {
  const columns = await readColumns(tree, id, record.rowsVersion);
  yield csvLine(columns);
  const blocks = await readBlockNumbers(tree, id, record);
  for (let at = 0; at < blocks.length; at += blocksAtOnce) {
    const some = blocks.slice(at, at + blocksAtOnce);
    const rows = await readBlocks(tree, id, record, some, columns.length);
    yield some.flatMap((block) => (rows.get(block) ?? []).map(({ cells }) => csvLine(cells))).join('');
  }
  const after = await findDataset(tree, id);
  if (after?.rowsVersion !== record.rowsVersion)
    throw new Error(`The rows of ${id} were replaced while they were read.`);
}
