import { describe, expect, it } from '@jest/globals';
import { twoThreads } from '../../cli/two-threads/two-threads.js';
import { evaluateRanking } from '../../functions/src/model/evaluate.js';
import { LightFm } from '../../functions/src/model/light-fm.js';
import { defaultParameters, lossTraits, type Loss } from '../../functions/src/model/parameters.js';
import { modelScorer } from '../../functions/src/model/recommend.js';
import { interactionMatrix } from '../../functions/src/model/sparse.js';
import { trainModel } from '../../functions/src/model/train.js';
import { generate, split } from '../../bench/model/data.js';

const parts = split(generate({ users: 400, items: 600, pairs: 12_000 }, 5), 3);
const parametersOf = (loss: Loss) => ({ ...defaultParameters, loss, noComponents: 16, epochs: 12, k: 3 });

describe('two threads over one memory', () => {
  it.each(Object.keys(lossTraits) as Loss[])('make as good a model as one, with %s', (loss) => {
    const aucOf = (kernel: 'fast' | typeof twoThreads) => {
      const model = trainModel(parts.train, parametersOf(loss), { kernel });
      return evaluateRanking(modelScorer(model), parts.train, parts.test, 10).auc;
    };
    expect(Math.abs(aucOf(twoThreads) - aucOf('fast'))).toBeLessThan(0.02);
  });

  it('go on where a fit was left, and hand over after every epoch', () => {
    const model = new LightFm({ loss: 'warp', noComponents: 8 }, twoThreads);
    const epochs = model.fitPartialEpochs(interactionMatrix(parts.train), { epochs: 5 });
    expect(epochs.next().value).toEqual({ epoch: 1, of: 5 });
    const first = model.embeddings.itemEmbeddings.slice();
    epochs.return();
    model.fitPartial(interactionMatrix(parts.train), { epochs: 2 });
    expect(model.embeddings.itemEmbeddings).not.toEqual(first);
    expect(model.embeddings.itemEmbeddings.every(Number.isFinite)).toBe(true);
  });

  it('refuse what needs a number that both would have to share', () => {
    const fit = (changes: object) => () => trainModel(parts.train, { ...parametersOf('warp'), ...changes }, { kernel: twoThreads }); // prettier-ignore
    expect(fit({ itemAlpha: 1e-4 })).toThrow('Two threads do not support itemAlpha and userAlpha. Take one thread.');
    expect(fit({ learningSchedule: 'adadelta' })).toThrow('Two threads do not support the schedule adadelta.');
  });
});
