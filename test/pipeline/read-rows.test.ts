import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paths } from '@segue/core/contract/stored/paths';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { readRows } from '@segue/functions/pipeline/rows/read-rows';
import { MemoryTree } from '../support/memory-tree.js';
import { seeded } from '../support/seeded.js';
import { typed } from '../support/typed-tree.js';

const rowsPerBlock = 4;

/** A data set of one column whose rows hold their own slot number; the slots in `deleted` have no row. */
async function dataset(slots: number, deleted: Set<number>) {
  const tree = new MemoryTree();
  const updates: Record<string, unknown> = {};
  const holes = new Map<number, number>();
  for (let slot = 0; slot < slots; slot++) {
    const block = Math.floor(slot / rowsPerBlock);
    if (deleted.has(slot)) holes.set(block, (holes.get(block) ?? 0) + 1);
    else updates[paths.row('d', 1, block, slot % rowsPerBlock).path] = [`row ${slot}`];
  }
  for (const [block, count] of holes) updates[`${paths.holes('d', 1).path}/${block}`] = count;
  await tree.write(updates);
  const live = Array.from({ length: slots }, (_, slot) => slot).filter((slot) => !deleted.has(slot));
  const record = { rowCount: live.length, slots, rowsPerBlock, rowsVersion: 1 } as DatasetRecord;
  return { tree, live, ready: { id: 'd', record, rowsVersion: 1, columns: ['name'] } };
}

const sets = fc
  .nat(30)
  .chain((slots) => fc.tuple(fc.constant(slots), fc.uniqueArray(fc.nat(Math.max(0, slots - 1)))))
  .map(([slots, deleted]) => ({ slots, deleted: new Set(deleted.filter((slot) => slot < slots)) }));

describe('readRows', () => {
  it('pages over the live rows as over an array of them', async () => {
    await fc.assert(
      fc.asyncProperty(sets, fc.nat(35), fc.integer({ min: 1, max: 12 }), async ({ slots, deleted }, start, count) => {
        const { tree, live, ready } = await dataset(slots, deleted);
        const indexes = async (question: Parameters<typeof readRows>[2]) =>
          (await readRows(typed(tree), ready, question)).rows.map(({ index }) => index);
        expect(await indexes({ start, count })).toEqual(live.slice(start, start + count));
        expect(await indexes({ position: 'first', count })).toEqual(live.slice(0, count));
        expect(await indexes({ position: 'last', count })).toEqual(live.slice(-count));
      }),
      seeded(),
    );
  });

  it('draws rows at random without repeating one, the same for the same seed', async () => {
    const { tree, ready } = await dataset(200, new Set([3, 77]));
    const draw = async (seed: number) =>
      (await readRows(typed(tree), ready, { position: 'random', count: 10, seed })).rows;
    const drawn = await draw(7);
    expect(new Set(drawn.map(({ index }) => index)).size).toBe(10);
    expect(await draw(7)).toEqual(drawn);
    expect(await draw(8)).not.toEqual(drawn);
  });

  it('draws each row about as often as any other', async () => {
    const { tree, ready } = await dataset(20, new Set());
    const counts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 600; seed++) {
      const { rows } = await readRows(typed(tree), ready, { position: 'random', count: 5, seed });
      for (const { index } of rows) counts[index]!++;
    }
    // 150 expected; 45 away is over four standard deviations.
    for (const count of counts) expect(Math.abs(count - 150)).toBeLessThan(45);
  });

  it('reads only the blocks that are needed', async () => {
    const { tree, ready } = await dataset(100, new Set());
    const read: string[] = [];
    const spy = Object.assign(Object.create(tree) as MemoryTree, {
      read(path: string) {
        read.push(path);
        return tree.read(path);
      },
    });
    await readRows(typed(spy), ready, { start: 9, count: 4 });
    expect(read.sort()).toEqual(['rows/d/1/2', 'rows/d/1/3']);
  });
});
