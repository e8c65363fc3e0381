import type { MeasuredStandard } from '@segue/core/contract/stored/figures';
import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import { withChoice } from '@segue/core/versions/method-of';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import type { Total } from '../counting/totals.js';
import { chooseForModel } from './choose.js';
import type { LoadedTraining } from './load-training.js';
import { measureDiscovery, measureStandard } from './measure-discovery.js';
import type { TrainingReporter } from './training-reporter.js';

/** What a training does differently for a model of the menu, all on one split. */
export interface Menu {
  /** The choice for an `auto` model: the stored one, else a new one. `undefined` for a named method. */
  choose: () => Promise<StoredChoice | undefined>;
  chooseNow: () => Promise<StoredChoice>;
  /** The choice with what the standard model reaches: the figures it has, else measured now. */
  withStandard: (choice: StoredChoice) => Promise<StoredChoice>;
  /** Measures the chosen method, and the standard model beside it unless the choice has its figures. */
  measure: (chosen: ModelConfiguration, choice?: StoredChoice) => Promise<ModelMetrics | null>;
}

/** `null` for LightFM with all its parameters, which is not on the menu. */
export function menuOf(
  {
    model: { configuration, current },
    dataset: { rowsVersion },
    total,
  }: Pick<LoadedTraining, 'model' | 'dataset'> & { total: Pick<Total, 'digest'> },
  { users, items, interactions, describe }: PreparedInteractions,
  reporter: TrainingReporter,
): Menu | null {
  if (configuration.model === undefined) return null;
  const data = { users, items, interactions, describe };
  const parts = discoverSplit(users, items, interactions, evaluationSplit);
  const on = { data: total.digest, rowsVersion, interactions: interactions.row.length };
  const standardNow = async (chosen: ModelConfiguration): Promise<MeasuredStandard | undefined> => {
    const figures = await measureStandard(data, parts, chosen, reporter);
    return figures ? { figures, on } : undefined;
  };
  const chooseNow = () => chooseForModel(data, parts, { configuration, rowsVersion }, reporter);
  return {
    chooseNow,
    choose: async () => (configuration.model === 'auto' ? (current.choice ?? (await chooseNow())) : undefined),
    withStandard: async (choice) => {
      // Figures of another file say nothing about this one.
      const known = choice.standard?.on.rowsVersion === rowsVersion ? choice.standard : undefined;
      const standard = known ?? (await standardNow(withChoice(configuration, choice)));
      return standard ? { ...choice, standard } : choice;
    },
    measure: async (chosen, choice) => {
      const metrics = await measureDiscovery(data, parts, chosen, reporter);
      if (metrics === null) return null;
      const standard = choice ? choice.standard : await standardNow(chosen);
      return standard ? beside(metrics, standard, total.digest) : metrics;
    },
  };
}

/** Metrics beside those of the standard model, which say what they were measured on if that is other data. */
function beside(metrics: ModelMetrics, { figures, on }: MeasuredStandard, data: string): ModelMetrics {
  const standard = { standard: figures, ...(on.data !== data && { standardOn: on }) };
  return { ...metrics, baselines: { ...metrics.baselines, ...standard } };
}
