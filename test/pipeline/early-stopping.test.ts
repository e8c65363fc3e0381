import { describe, expect, it } from '@jest/globals';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { describeModel } from '@segue/functions/pipeline/models/describe-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { trainMusic } from '../support/trained-music.js';
import { typed } from '../support/typed-tree.js';

describe('earlyStopping of a configuration', () => {
  it('trains for as many epochs as help, and the version says how many', async () => {
    const music = await trainMusic();
    const { context, tree } = music.project;
    const trained = async (changes: Partial<ModelConfiguration>) => {
      const { provenance, metrics } = await music.trained(changes);
      const { epochs } = await describeModel(context, (await findModel(typed(tree), music.dataset))!);
      return { provenance, metrics, epochs };
    };

    const all = await trained({ loss: 'bpr', epochs: 120, learningRate: 0.3 });
    expect([all.provenance.epochs, all.epochs]).toEqual([undefined, 120]);
    const stopped = await trained({ loss: 'bpr', epochs: 120, learningRate: 0.3, earlyStopping: 4 });
    const kept = stopped.provenance.epochs!;
    expect(kept).toBeLessThan(117);
    expect(stopped.epochs).toBe(kept);
    expect(stopped.provenance.configuration.epochs).toBe(120);
    const anew = await trained({ loss: 'bpr', epochs: kept, learningRate: 0.3 });
    expect(anew.provenance.embeddings).toBe(stopped.provenance.embeddings);
    expect(anew.metrics).toEqual(stopped.metrics);
    expect(all.provenance.embeddings).not.toBe(stopped.provenance.embeddings);
  });
});
