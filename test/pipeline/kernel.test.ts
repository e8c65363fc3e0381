import { describe, expect, it } from '@jest/globals';
import { trainMusic } from '../support/trained-music.js';

describe('the kernel of a configuration', () => {
  it('computes, and the version says which one did', async () => {
    const music = await trainMusic();
    const trained = async (changes: Parameters<typeof music.trained>[0]) => (await music.trained(changes)).provenance;

    const byDefault = await trained({});
    expect(byDefault.kernel).toEqual({ name: 'fast' });
    const exact = await trained({ kernel: 'exact' });
    expect(exact.kernel).toEqual({ name: 'exact' });
    const reference = await trained({ kernel: 'reference' });
    expect(reference.kernel).toEqual({ name: 'reference' });
    expect(reference.embeddings).toBe(exact.embeddings);
    expect(exact.embeddings).not.toBe(byDefault.embeddings);
    expect((await trained({ learningSchedule: 'adadelta' })).kernel).toEqual({
      name: 'exact',
      note: 'The fast kernel has no adadelta: the exact kernel computes instead.',
    });
  });
});
