import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { chooseKernel } from '@segue/core/model/kernels/choice';
import { lossNames } from '@segue/core/model/losses/losses';
import { defaultHyperparameters } from '@segue/core/model/parameters';
import { trainModel } from '@segue/core/model/training/train';
import { bytesOf, parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

describe('kernel-module.ts and structures.ts', () => {
  it('are what their sources give, byte by byte', () => {
    const script = join(__dirname, '../../tools/kernels.mjs');
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('chooseKernel', () => {
  it('takes the kernel asked for where it covers the task', () => {
    for (const name of ['fast', 'exact', 'reference'] as const) {
      expect(chooseKernel(name, defaultHyperparameters)).toMatchObject({ kernel: { name } });
      expect(chooseKernel(name, defaultHyperparameters).note).toBeUndefined();
    }
  });

  it('says so when another kernel takes over', () => {
    const choice = chooseKernel('fast', { ...defaultHyperparameters, learningSchedule: 'adadelta' });
    expect(choice.kernel.name).toBe('exact');
    expect(choice.note).toBe('The fast kernel has no adadelta: the exact kernel computes instead.');
  });
});

const data = tasteInteractions(250, 300, 5);
const names = (prefix: string, size: number) => Array.from({ length: size }, (_, i) => `${prefix}${i}`);
const parts = holdOut(names('u', 250), names('i', 300), data, { fraction: 0.2, key: 'test' });

describe.each(lossNames())('with %s', (loss) => {
  it('the exact kernel gives the bytes of the reference', () => {
    for (const changes of [{}, { itemAlpha: 1e-4, userAlpha: 1e-3 }, { learningSchedule: 'adadelta' as const }]) {
      const parameters = parametersOf({ loss, noComponents: 7, epochs: 3, ...changes });
      const [exact, reference] = (['exact', 'reference'] as const).map((kernel) => {
        const model = trainModel(data, parameters, { kernel });
        return bytesOf(model.itemEmbeddings, model.itemBiases, model.userEmbeddings, model.userBiases);
      });
      expect(exact).toBe(reference);
    }
  });

  it('the fast kernel is as good as the reference on what it has not seen', () => {
    for (const changes of [{}, { itemAlpha: 1e-5, userAlpha: 1e-5 }]) {
      const auc = (kernel: 'fast' | 'reference') => {
        const seeds = [0, 1, 2].map((randomState) => {
          const model = trainModel(parts.train, parametersOf({ loss, randomState, epochs: 20, ...changes }), {
            kernel,
          });
          return evaluateRanking(modelScorer(model), parts.train, parts.test, 10).auc;
        });
        return seeds.reduce((sum, value) => sum + value) / seeds.length;
      };
      expect(Math.abs(auc('fast') - auc('reference'))).toBeLessThan(0.02);
    }
  });
});
