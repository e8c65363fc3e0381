import { describe, expect, it } from '@jest/globals';
import { evaluateModel } from '@segue/functions/pipeline/training/evaluate-model';
import { TrainingReporter } from '@segue/functions/pipeline/training/training-reporter';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { trainModel } from '@segue/core/model/training/train';
import { evaluationSplit, parametersOf } from '@segue/core/versions/training-options';
import { tasteInteractions } from '../model/taste-data.js';
import { simulateProject } from '../support/simulated-project.js';

const interactions = tasteInteractions(40, 60, 4);
const names = (word: string, count: number) => Array.from({ length: count }, (_, at) => `${word} ${at}`);
const prepared = { users: names('user', 40), items: names('item', 60), interactions };
const configuration = {
  ...toConfiguration({ dataset: 'd', user: 'u', item: 'i', loss: 'warp' }),
  noComponents: 8,
  epochs: 10,
};

const held = { fence: 1, requested: 1, keep: () => Promise.resolve() };
const measure = () =>
  evaluateModel(prepared, configuration, new TrainingReporter(simulateProject().context, { key: 'm', held }));

describe('the metrics of a version', () => {
  it('are those of a model of the train part on the part it has not seen, MAP among them', async () => {
    const { train, test } = holdOut(prepared.users, prepared.items, interactions, evaluationSplit);
    const model = trainModel(train, parametersOf(configuration));
    const { auc, averagePrecision } = evaluateRanking(modelScorer(model), train, test, 10);
    const metrics = await measure();
    expect(metrics).toMatchObject({ auc, averagePrecision, k: 10, heldOut: test.row.length });
    expect(metrics!.averagePrecision).toBeGreaterThan(metrics!.baselines.random.averagePrecision!);
  });

  it('raise no alarm where nothing of the hidden part was seen', async () => {
    expect(await measure()).not.toHaveProperty('alarms');
  });
});
