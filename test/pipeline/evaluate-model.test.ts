import { describe, expect, it } from '@jest/globals';
import { evaluateModel } from '../../functions/src/pipeline/evaluate-model.js';
import { TrainingReporter } from '../../functions/src/pipeline/training-reporter.js';
import { toConfiguration } from '../../functions/src/contract/requests.js';
import { evaluateRanking } from '../../functions/src/model/evaluate.js';
import { holdOut } from '../../functions/src/model/hold-out.js';
import { modelScorer } from '../../functions/src/model/recommend.js';
import { trainModel } from '../../functions/src/model/train.js';
import { evaluationSplit, parametersOf } from '../../functions/src/versions/training-options.js';
import { tasteInteractions } from '../model/taste-data.js';
import { simulateProject } from '../support/simulated-project.js';

const interactions = tasteInteractions(40, 60, 4);
const names = (word: string, count: number) => Array.from({ length: count }, (_, at) => `${word} ${at}`);
const prepared = { users: names('user', 40), items: names('item', 60), interactions };
const configuration = { ...toConfiguration({ dataset: 'd', user: 'u', item: 'i' }), noComponents: 8, epochs: 10 };

const held = { fence: 1, keep: () => Promise.resolve() };
const measure = () =>
  evaluateModel(prepared, configuration, new TrainingReporter(simulateProject().context, 'm', held));

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
