import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { chooseMethod } from '@segue/core/model/choice/choose-method';
import { discoveryCut, fitPart, measureModel, type DivisibleData } from '@segue/core/model/choice/discovery';
import type { DiscoverParts } from '@segue/core/model/evaluation/discover';
import { meanOf } from '@segue/core/model/evaluation/evaluate';
import { onlyMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { asEpochs, evaluationSplit, menuOptionsOf } from '@segue/core/versions/training-options';
import { runEpochs } from './train-to-end.js';
import type { TrainingReporter } from './training-reporter.js';

/**
 * Chooses what makes an `auto` model from its data, and measures the standard model beside it.
 *
 * @param parts the split that reports: only its train part chooses
 * @throws Cancelled, Overtaken, Interrupted, ModelError
 */
export async function chooseForModel(
  data: DivisibleData,
  parts: DiscoverParts,
  { configuration, rowsVersion }: { configuration: ModelConfiguration; rowsVersion: number },
  reporter: TrainingReporter,
): Promise<StoredChoice> {
  const options = menuOptionsOf(configuration);
  const run = <Result>(steps: Parameters<typeof asEpochs<Result>>[0]) =>
    runEpochs(asEpochs(steps), reporter, 'evaluating');
  const train = { ...data, interactions: parts.train };
  const { recipe, why, pairs, candidates } = await run(chooseMethod(train, options, evaluationSplit.key));
  const chosen = { recipe, why, pairs, rowsVersion, interactions: data.interactions.row.length };
  // The database does not store empty lists.
  const compared = candidates.length === 0 ? {} : { candidates: [...candidates] };
  if (parts.test.row.length === 0) return { ...chosen, ...compared };
  const standard = await run(fitPart(data, parts, { method: 'names' }, options));
  const figures = onlyMetrics(meanOf(measureModel(standard, parts), discoveryCut));
  return { ...chosen, ...compared, standard: figures };
}
