import { describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { refuse } from '@segue/functions/pipeline/ports';
import { TypedTree } from '@segue/functions/store/typed-tree';
import { MemoryTree } from '../support/memory-tree.js';
import { storedDataset } from '../support/stored-records.js';

const newer = { ...storedDataset, format: 2 };
const unreadable = { format: 2, owner: 'lea' };

/** A typed tree over what is stored, and what it has logged as errors. */
function treeOf(root: unknown) {
  const json = new MemoryTree(root);
  const logged: unknown[] = [];
  return { json, logged, tree: new TypedTree(json, { error: (_, details) => logged.push(details) }) };
}

describe('TypedTree', () => {
  it('reads what is stored, and null where nothing is', async () => {
    const { tree } = treeOf({ datasets: { d: storedDataset } });
    expect(await tree.read(paths.dataset('d'))).toEqual(storedDataset);
    expect(await tree.read(paths.dataset('d').rowCount)).toBe(3);
    expect(await tree.read(paths.dataset('e'))).toBeNull();
    expect(await tree.keys(paths.datasets())).toEqual(['d']);
  });

  it('refuses a record of a newer format, naming the field', async () => {
    const { tree } = treeOf({ datasets: { d: newer } });
    await expect(tree.read(paths.dataset('d'))).rejects.toThrow('/datasets/d/format holds unexpected data');
  });

  it('leaves out children that cannot be read, logs them, and says which they are', async () => {
    const { tree, logged } = treeOf({ datasets: { d: storedDataset, e: unreadable, f: storedDataset } });
    const readable = ['d', 'f'];
    for (const children of [
      await tree.readEach(paths.datasets()),
      await tree.newest(paths.datasets(), 3),
      await tree.find(paths.datasets(), 'owner', 'lea'),
    ]) {
      expect([[...children.entries.keys()], children.unreadable]).toEqual([readable, ['e']]);
    }
    expect(logged).toHaveLength(3);
    expect(logged[0]).toEqual({ path: 'datasets/e/format', error: expect.stringContaining('/datasets/e/format') });
  });

  it('has no children where nothing is stored', async () => {
    const { tree } = treeOf(null);
    expect(await tree.readEach(paths.models())).toEqual({ entries: new Map(), unreadable: [] });
  });

  it('keeps fields of a newer release through a transaction', async () => {
    const { json, tree } = treeOf({ datasets: { d: { ...storedDataset, colour: { of: ['x', 'y'] } } } });
    const outcome = await tree.transact(paths.dataset('d'), (dataset) =>
      dataset === null ? refuse : { ...dataset, rowCount: 9 },
    );
    expect(outcome).toMatchObject({ committed: true, value: { rowCount: 9, colour: { of: ['x', 'y'] } } });
    expect(json.peek('datasets/d')).toEqual({ ...storedDataset, rowCount: 9, colour: { of: ['x', 'y'] } });
  });

  it('hands null to a transaction on nothing, and changes nothing where it is refused', async () => {
    const { json, tree } = treeOf(null);
    const seen: unknown[] = [];
    const refused = await tree.transact(paths.modelId('id'), (taken) => {
      seen.push(taken);
      return refuse;
    });
    expect([seen, refused, json.snapshot()]).toEqual([[null], { committed: false, value: null }, null]);
    expect(await tree.transact(paths.modelId('id'), () => 'm')).toEqual({ committed: true, value: 'm' });
  });

  it('begins no transaction on what it cannot read', async () => {
    const { json, tree } = treeOf({ datasets: { d: newer } });
    const change = () => storedDataset;
    await expect(tree.transact(paths.dataset('d'), change)).rejects.toThrow('/datasets/d/format');
    expect(json.peek('datasets/d')).toEqual(newer);
  });

  it('writes typed updates as they are', async () => {
    const { json, tree } = treeOf(null);
    await tree.write(set(paths.modelId('id'), 'm'));
    expect(json.snapshot()).toEqual({ modelIds: { id: 'm' } });
  });
});
