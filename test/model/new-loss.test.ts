import { describe, expect, it } from '@jest/globals';
import { toyLoss } from '../support/toy-loss.js';
import { parameterHelp, readParameters } from '@segue/cli/commands/parameter-options';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { chooseKernel, kernels } from '@segue/core/model/kernels/choice';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import { actingParameters } from '@segue/core/model/parameters';
import { interactionMatrix } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { trainMusic } from '../support/trained-music.js';
import { bytesOf, parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const loss = toyLoss;
const data = tasteInteractions(60, 90, 4);
const names = (prefix: string, size: number) => Array.from({ length: size }, (_, i) => `${prefix}${i}`);
const [users, items] = [names('u', 60), names('i', 90)];
const note = 'The fast kernel has no toy: the reference kernel computes instead.';

describe('a loss that the reference kernel alone has', () => {
  it('is computed by the reference kernel, which the note says, whatever kernel is asked for', () => {
    const parameters = parametersOf({ loss, noComponents: 5, epochs: 3 });
    expect(chooseKernel('fast', parameters)).toEqual({ kernel: kernels.reference, note });
    expect(chooseKernel('exact', parameters).kernel).toBe(kernels.reference);
    const bytes = (['fast', 'exact', 'reference'] as const).map((kernel) => {
      const model = trainModel(data, parameters, { kernel });
      return bytesOf(model.itemEmbeddings, model.itemBiases, model.userEmbeddings, model.userBiases);
    });
    expect(new Set(bytes).size).toBe(1);
  });

  it('falls back for a schedule, too, only as far as it must', () => {
    const adadelta = { loss, learningSchedule: 'adadelta' as const };
    expect(chooseKernel('fast', parametersOf(adadelta)).kernel).toBe(kernels.reference);
    expect(chooseKernel('fast', parametersOf({ ...adadelta, loss: 'warp' })).kernel).toBe(kernels.exact);
  });

  it('learns', () => {
    const { train, test } = holdOut(users, items, data, { fraction: 0.2, key: 'test' });
    const model = trainModel(train, parametersOf({ loss, epochs: 5 }));
    expect(evaluateRanking(modelScorer(model), train, test, 10).auc).toBeGreaterThan(0.5);
  });

  it('is a configuration that the functions train, measure and publish, saying what computed', async () => {
    const definition = modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i', rating: 'r', loss: 'toy' });
    expect(toConfiguration(definition)).toMatchObject({ loss: 'toy', weight: 'none' });
    const music = await trainMusic();
    const { provenance, metrics } = await music.trained({ loss, weight: 'none', epochs: 3 });
    expect(provenance.kernel).toEqual({ name: 'reference', note });
    expect(metrics?.auc).toBeGreaterThan(0);
  });

  it('is an option of the command line, with its description and parameters', () => {
    expect(readParameters({ loss: 'toy' }).loss).toBe('toy');
    expect(parameterHelp()).toContain('toy                  draw each score towards 1; takes no weights');
    expect(actingParameters(loss, 'adagrad')).toContain('k');
  });

  it('refuses weights, and a kernel object that has no place for it', () => {
    const weight = new Float32Array(data.row.length).fill(2);
    expect(() => trainModel({ ...data, weight }, parametersOf({ loss }))).toThrow('toy takes no weights.');
    const model = new LightFm({ loss }, kernels.fast);
    expect(() => model.fit(interactionMatrix(data))).toThrow(/The fast kernel has no toy/);
  });
});
