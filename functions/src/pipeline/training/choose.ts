import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { chooseMethod } from '@segue/core/model/choice/choose-method';
import type { DivisibleData } from '@segue/core/model/choice/discovery';
import type { DiscoverParts } from '@segue/core/model/evaluation/discover';
import { asEpochs, evaluationSplit, menuOptionsOf } from '@segue/core/versions/training-options';
import { runEpochs } from './train-to-end.js';
import type { TrainingReporter } from './training-reporter.js';

/**
 * Chooses what makes an `auto` model from its data.
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
  const train = { ...data, interactions: parts.train };
  const { recipe, why, pairs, candidates } = await runEpochs(
    asEpochs(chooseMethod(train, menuOptionsOf(configuration), evaluationSplit.key)),
    reporter,
    'evaluating',
  );
  const chosen = { recipe, why, pairs, rowsVersion, interactions: data.interactions.row.length };
  // The database does not store empty lists.
  const compared = candidates.length === 0 ? {} : { candidates: [...candidates] };
  return { ...chosen, ...compared };
}
