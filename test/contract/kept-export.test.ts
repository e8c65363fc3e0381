import { describe, expect, it } from '@jest/globals';
import { decodeModel } from '@segue/core/contract/published-model';
import { parseStored, type Place } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import { numbered } from '@segue/core/contract/stored/shapes';
import { blockRows } from '@segue/functions/pipeline/rows/row-layout';
import { readKeptDatabase, type KeptExport } from '../support/kept-exports.js';
import { MemoryTree } from '../support/memory-tree.js';

/** Kept exports, and the places where nothing is stored in them. */
const emptyPlaces: [name: KeptExport, empty: string[]][] = [
  [
    'sample',
    ['holes/*/*', 'leftOut/*/*', 'modelIds/*', 'settings/sweepCursor', 'titles/*/*', 'uploads/*', 'uploadParts/*/*'],
  ],
  ['beforeRights', ['modelKeys/*/*', 'publicHistory/*', 'settings/sweepCursor', 'settings/defaultModel']],
];

/** What stands under each root, by the path of a record: `*` stands for a key, which the place is made of. */
const places: Record<string, (first: string, second: string) => Place<unknown>> = {
  'changes/*/*': (dataset, version) => paths.changes(dataset, Number(version)),
  'columns/*/*': (dataset, version) => paths.columns(dataset, Number(version)),
  'datasets/*': (dataset) => paths.dataset(dataset),
  'history/*': (dataset) => paths.history(dataset),
  'holes/*/*': (dataset, version) => paths.holes(dataset, Number(version)),
  'leftOut/*/*': (model, version) => paths.leftOut(model, version),
  'lists/public/*': (dataset) => paths.publicList(dataset),
  'lists/users/*/*': (uid, dataset) => paths.userList(uid, dataset),
  'modelIds/*': (id) => paths.modelId(id),
  'modelKeys/*/*': (id, dataset) => paths.modelKey(id, dataset),
  'models/*': (model) => paths.model(model),
  'progress/*': (model) => paths.progress(model),
  'publicHistory/*': (dataset) => paths.publicHistory(dataset),
  'recounts/*': (dataset) => paths.recount(dataset),
  'rows/*/*': (dataset, version) => paths.rows(dataset, Number(version)),
  'settings/sweepCursor': () => paths.sweepCursor(),
  'settings/defaultModel': () => paths.defaultModel(),
  'summaries/profiles/*/*': (dataset, basis) => paths.profileSummaries(dataset, basis),
  'summaries/models/*/*': (model, basis) => paths.modelSummaries(model, basis),
  'totals/profiles/*/*': (dataset, basis) => paths.profileTotal(dataset, basis),
  'totals/models/*/*': (model, basis) => paths.modelTotal(model, basis),
  'titles/*/*': (model, version) => paths.itemTitles(model, version),
  'training/*': (model) => paths.training(model),
  'uploadParts/*/*': (upload, part) => paths.uploadPart(upload, Number(part)),
  'uploads/*': (upload) => paths.upload(upload),
  'versions/*/*': (model, version) => paths.version(model, version),
};

/** The keys that stand for `*` in a pattern, of every record there is. */
function keysOf(tree: MemoryTree, pattern: string): [string, string][] {
  return [...matches(tree, pattern.split('/'))].map(([first = '', second = '']) => [first, second]);
}

function* matches(
  tree: MemoryTree,
  rest: readonly string[],
  path: string[] = [],
  keys: string[] = [],
): Generator<string[]> {
  const [part, ...more] = rest;
  if (part === undefined) {
    yield keys;
    return;
  }
  for (const [key, child] of Object.entries(tree.peek(path.join('/')) ?? {})) {
    if (child === null || (part !== '*' && part !== key)) continue;
    yield* matches(tree, more, [...path, key], part === '*' ? [...keys, key] : keys);
  }
}

/** A record, and where it lies. */
function readAt<T>(tree: MemoryTree, place: Place<T>): T {
  const value = parseStored(place, tree.peek(place.path));
  if (value === null) throw new Error(`Nothing is stored at /${place.path}.`);
  return value;
}

describe.each(emptyPlaces)('the kept export %s', (name, emptyHere) => {
  const tree = new MemoryTree(readKeptDatabase(name));

  it('has only roots that this test knows, and a record of every other kind', () => {
    const roots = new Set(Object.keys(places).map((pattern) => pattern.split('/')[0]));
    expect(Object.keys(tree.snapshot() as object).filter((root) => !roots.has(root))).toEqual([]);
    const empty = Object.keys(places).filter((pattern) => keysOf(tree, pattern).length === 0);
    expect(empty.filter((pattern) => !emptyHere.includes(pattern))).toEqual([]);
  });

  it.each(Object.entries(places))('is read by this release at %s', (pattern, placeOf) => {
    for (const keys of keysOf(tree, pattern)) expect(readAt(tree, placeOf(...keys))).not.toBeNull();
  });

  it('has as many rows as its data set says', () => {
    for (const [id] of keysOf(tree, 'datasets/*')) {
      const { rowsVersion, rowsPerBlock, columnCount, rowCount } = readAt(tree, paths.dataset(id));
      const blocks = numbered(readAt(tree, paths.rows(id, rowsVersion)));
      const rows = blocks.flatMap(([block, value]) => blockRows(value, block, rowsPerBlock, columnCount));
      expect([id, rows.length]).toEqual([id, rowCount]);
      expect(rows.filter(({ cells }) => cells.length !== columnCount)).toEqual([]);
    }
  });

  it('has versions of as many users and items as their provenance says', () => {
    for (const [model, version] of keysOf(tree, 'versions/*/*')) {
      const place = paths.version(model, version);
      const record = readAt(tree, place);
      const { users, items, embeddings } = decodeModel(record);
      const { provenance, noComponents } = record;
      expect([place.path, users.length, items.length]).toEqual([place.path, provenance.users, provenance.items]);
      expect(embeddings.itemEmbeddings).toHaveLength(items.length * noComponents);
    }
  });
});
