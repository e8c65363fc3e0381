import { describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject } from '../support/simulated-project.js';

const owner = { uid: 'lea', name: 'Lea' };

/** A stored file of `rows` numbered rows, with a note in each. */
async function stored(rows: number, noteLength = 1) {
  const { context } = simulateProject();
  const lines = Array.from({ length: rows }, (_, row) => `${row},${'x'.repeat(noteLength)}`);
  const bytes = new TextEncoder().encode(`n,note\n${lines.join('\n')}\n`);
  const id = await createDataset(context, owner, { fileName: 'notes.csv', visibility: 'public' }, bytes);
  return {
    edit: (row: number, length: number) => editRow(context, owner, id, row, { note: 'y'.repeat(length) }),
    append: (count: number, length: number) => {
      const rows = Array.from({ length: count }, (_, n) => ({ n, note: 'z'.repeat(length) }));
      return appendRows(context, owner, id, rows);
    },
  };
}

const tooLong = (message: RegExp) => ({ code: 'row-too-long', message: expect.stringMatching(message) as unknown });

describe('editRow', () => {
  it('takes a long cell where the block has room, and refuses a row that is too long by itself', async () => {
    const { edit } = await stored(1000);
    expect((await edit(3, 90_000)).cells[1]).toHaveLength(90_000);
    await expect(edit(4, 96_000)).rejects.toMatchObject(tooLong(/^Row 4 takes 960\d\d bytes; the limit is 96000/));
  });

  it('refuses what makes a block too long, but nothing that shortens it', async () => {
    const { edit } = await stored(1000);
    await edit(1, 95_000);
    await edit(2, 90_000);
    await expect(edit(3, 10_000)).rejects.toMatchObject(tooLong(/^The rows 0 to 499, .* the limit is 192000/));
    expect((await edit(1, 94_000)).cells[1]).toHaveLength(94_000);
    expect((await edit(700, 10_000)).cells[1]).toHaveLength(10_000);
  });
});

describe('editRow of a row that was written past our code', () => {
  it('makes a whole row of one that is a single value, and keeps that value', async () => {
    const project = simulateProject();
    const { context, tree } = project;
    const bytes = new TextEncoder().encode('who,what,stars\nLea,a,1\nAda,b,2\n');
    const id = await createDataset(context, owner, { fileName: 'stars.csv', visibility: 'public' }, bytes);
    await tree.write({ [paths.row(id, 1, 0, 1).path]: 'Bob' });
    expect((await editRow(context, owner, id, 1, { stars: 5 })).cells).toEqual(['Bob', '', 5]);
    expect(await tree.read(paths.row(id, 1, 0, 1).path)).toEqual(['Bob', '', 5]);
  });
});

describe('editRow beside deleteRow', () => {
  it('does not bring back a row that was deleted between its look and its write', async () => {
    const project = simulateProject();
    const { context, tree } = project;
    const bytes = new TextEncoder().encode('who,what,stars\nLea,a,1\nAda,b,2\nBob,c,3\n');
    const id = await createDataset(context, owner, { fileName: 'stars.csv', visibility: 'public' }, bytes);
    await project.settle();
    const write = tree.write.bind(tree);
    tree.write = async (updates) => {
      tree.write = write;
      await deleteRow(context, owner, id, 1);
      await write(updates);
    };
    await expect(editRow(context, owner, id, 1, { stars: 5 })).rejects.toMatchObject({ code: 'row-not-found' });
    await project.settle();
    expect(await tree.read(paths.row(id, 1, 0, 1).path)).toBeNull();
    expect(await tree.read(`${paths.dataset(id).path}/rowCount`)).toBe(2);
    const notes = Object.values(await tree.newest(paths.history(id).path, 20)) as { kind: string }[];
    expect(notes.map(({ kind }) => kind).sort()).toEqual(['delete', 'upload']);
  });
});

describe('appendRows', () => {
  it('takes rows much longer than those of the file', async () => {
    const { append } = await stored(1000);
    expect(await append(20, 5000)).toBe(1020);
    await expect(append(1, 96_000)).rejects.toMatchObject(tooLong(/^Row 1 of the request takes 960\d\d bytes/));
  });

  it('refuses more than the last block has room for', async () => {
    const { append } = await stored(750, 300);
    await expect(append(10, 20_000)).rejects.toMatchObject(tooLong(/^The rows \d+ to \d+, which are stored as one/));
  });
});
