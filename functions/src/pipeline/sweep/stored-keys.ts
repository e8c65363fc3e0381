import type { Place } from '@segue/core/contract/stored/path';
import { paths, type StoredRoot } from '@segue/core/contract/stored/paths';
import type { Tree } from '../ports.js';
import { listTitles, type StoredTitles } from '../records/stored-titles.js';

/** Keys of everything that belongs to something else. */
export interface StoredKeys {
  datasetKeys: Set<string>;
  trainedKeys: Set<string>;
  rowsVersions: Map<string, Set<number>>;
  /** Bases of derived data, by the data set or model they belong to. */
  bases: { root: StoredRoot; key: string; bases: string[] }[];
  /** The keys of models by id and data set. */
  modelKeys: { id: string; dataset: string; key: string }[];
  /** Those by id alone, from earlier releases. */
  modelIds: Map<string, string>;
  titles: StoredTitles[];
  /** Uploads that have stored parts. */
  parts: string[];
  /** The data sets in the public list, and in the list of each account. */
  publicList: Set<string>;
  userLists: Map<string, Set<string>>;
  /** The accounts that data sets are shared with. */
  members: Map<string, Set<string>>;
}

/** What is stored under a data set and one of its rows versions. */
// safeguard: sweep-finds-all-beside-old-rows, without: const versionedRoots = ['rows'];
const versionedRoots = ['rows', 'columns', 'changes', 'holes', 'deletedRows'] as const;
const datasetRoots = [
  'history',
  'publicHistory',
  'members',
  'invitations',
  'audit',
  'erasures',
  'recounts',
  'summaries/profiles',
  'totals/profiles',
] as const;
const modelRoots = [
  'versions',
  'titles',
  'leftOut',
  'training',
  'progress',
  'summaries/models',
  'totals/models',
] as const;
const derivedRoots = ['summaries/profiles', 'totals/profiles', 'summaries/models', 'totals/models'] as const;

/** Lists the keys under every root, without reading what is below them. */
export async function listStoredKeys(tree: Tree): Promise<StoredKeys> {
  const parts = await tree.keys(paths.allUploadParts());
  const rowsVersions = await listRowsVersions(tree);
  const bases: StoredKeys['bases'] = [];
  for (const root of derivedRoots) {
    for (const key of await tree.keys(paths.stored(root))) {
      bases.push({ root, key, bases: await tree.keys(paths.stored(root, key)) });
    }
  }
  return {
    parts,
    rowsVersions,
    bases,
    publicList: new Set(await tree.keys(paths.publicLists())),
    userLists: await keysOfEach(tree, await tree.keys(paths.allUserLists()), paths.userLists),
    members: await keysOfEach(tree, await tree.keys(paths.stored('members')), paths.members),
    titles: await listTitles(tree),
    modelKeys: await listModelKeys(tree),
    modelIds: new Map(Object.entries((await tree.read(paths.modelIds())) ?? {})),
    datasetKeys: new Set([...rowsVersions.keys(), ...(await keysUnder(tree, datasetRoots))]),
    trainedKeys: await keysUnder(tree, modelRoots),
  };
}

/** Rows versions with anything stored: a late worker may write beside rows that are gone. */
async function listRowsVersions(tree: Tree): Promise<Map<string, Set<number>>> {
  const versions = new Map<string, Set<number>>();
  for (const root of versionedRoots) {
    for (const id of await tree.keys(paths.stored(root))) {
      const known = versions.get(id) ?? new Set();
      versions.set(id, known);
      for (const version of await tree.keys(paths.stored(root, id))) known.add(Number(version));
    }
  }
  return versions;
}

async function listModelKeys(tree: Tree): Promise<StoredKeys['modelKeys']> {
  const { entries } = await tree.readEach(paths.allModelKeys());
  return [...entries].flatMap(([id, keys]) => Object.entries(keys).map(([dataset, key]) => ({ id, dataset, key })));
}

async function keysOfEach(
  tree: Tree,
  owners: readonly string[],
  placeOf: (owner: string) => Place<unknown>,
): Promise<Map<string, Set<string>>> {
  return new Map(
    await Promise.all(owners.map(async (owner) => [owner, new Set(await tree.keys(placeOf(owner)))] as const)),
  );
}

async function keysUnder(tree: Tree, roots: readonly StoredRoot[]): Promise<Set<string>> {
  return new Set((await Promise.all(roots.map((root) => tree.keys(paths.stored(root))))).flat());
}
