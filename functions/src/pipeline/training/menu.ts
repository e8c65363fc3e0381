import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { chooseForModel } from './choose.js';
import type { LoadedTraining } from './load-training.js';
import { measureDiscovery } from './measure-discovery.js';
import type { TrainingReporter } from './training-reporter.js';

/** What a training does differently for a model of the menu, all on one split. */
export interface Menu {
  /** The choice for an `auto` model: the stored one, else a new one. `undefined` for a named method. */
  choose: () => Promise<StoredChoice | undefined>;
  chooseNow: () => Promise<StoredChoice>;
  /** Measures the chosen method. */
  measure: (chosen: ModelConfiguration) => Promise<ModelMetrics | null>;
}

/** `null` for LightFM with all its parameters, which is not on the menu. */
export function menuOf(
  { model: { configuration, current }, dataset: { rowsVersion } }: Pick<LoadedTraining, 'model' | 'dataset'>,
  { users, items, interactions, describe }: PreparedInteractions,
  reporter: TrainingReporter,
): Menu | null {
  if (configuration.model === undefined) return null;
  const data = { users, items, interactions, describe };
  const parts = discoverSplit(users, items, interactions, evaluationSplit);
  const chooseNow = () => chooseForModel(data, parts, { configuration, rowsVersion }, reporter);
  return {
    chooseNow,
    choose: async () => (configuration.model === 'auto' ? (current.choice ?? (await chooseNow())) : undefined),
    measure: (chosen) => measureDiscovery(data, parts, chosen, reporter),
  };
}
