import { describe, expect, it } from '@jest/globals';
import { completeParts, readUpload, receivePart, startUpload } from '@segue/functions/pipeline/rows/upload-parts';
import { simulateProject } from '../support/simulated-project.js';

const lea = { uid: 'lea', name: 'Lea' };

/** Announces a file and sends it, in the one part it needs. */
async function send(text: string) {
  const { context, tree } = simulateProject();
  const bytes = new TextEncoder().encode(text);
  const { id } = await startUpload(context, lea, { fileName: 'music.csv', bytes: bytes.length });
  await receivePart(context, lea, id, 0, bytes);
  return { context, tree, id };
}

describe('completeParts', () => {
  it.each([
    ['holds no table', '"a,b\n1,2\n', 'invalid-csv'],
    ['has a row that no block can hold', `a,b\n1,${'x'.repeat(200_000)}\n`, 'row-too-long'],
  ])('keeps nothing of a file that %s', async (_what, text, code) => {
    const { context, tree, id } = await send(text);
    await expect(completeParts(context, lea, id)).rejects.toMatchObject({ code });
    expect(await tree.read('')).toBeNull();
    await expect(readUpload(context, lea, id)).rejects.toMatchObject({ code: 'upload-not-found' });
  });

  it('keeps the parts where it is the database that fails', async () => {
    const { context, tree, id } = await send('a,b\n1,2\n');
    const write = tree.write.bind(tree);
    tree.write = () => Promise.reject(new Error('not now'));
    await expect(completeParts(context, lea, id)).rejects.toThrow('not now');
    tree.write = write;
    expect((await readUpload(context, lea, id)).received).toEqual([0]);
    expect(await completeParts(context, lea, id)).toBe(id);
  });
});
