import type { MeasuredApart, MeasuredStandard } from '@segue/core/contract/stored/figures';
import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import { isStale, withChoice } from '@segue/core/versions/method-of';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import type { Total } from '../counting/totals.js';
import { canonicalJson } from '../records/digests.js';
import type { VersionBefore } from './cause.js';
import { chooseForModel } from './choose.js';
import type { LoadedTraining } from './load-training.js';
import { measureAnyPair } from './measure-any-pair.js';
import { measureDiscovery, measureStandard } from './measure-discovery.js';
import type { TrainingReporter } from './training-reporter.js';

/** What a training does differently for a model of the menu. */
export interface Menu {
  /** The choice for an `auto` model: the stored one, else a new one. `undefined` for a named method. */
  choose: () => Promise<StoredChoice | undefined>;
  chooseNow: () => Promise<StoredChoice>;
  /** The choice with the figures that are kept with it: those it has of this file, else measured now. */
  withFigures: (choice: StoredChoice) => Promise<StoredChoice>;
  /** Measures the chosen method, beside the standard model and apart on any pair unless the choice has these figures. */
  measure: (chosen: ModelConfiguration, choice?: StoredChoice) => Promise<ModelMetrics | null>;
}

/** `null` for LightFM with all its parameters, which is not on the menu. */
export function menuOf(
  {
    model: { configuration, current },
    dataset: { rowsVersion },
    before: { trained },
    total,
  }: Pick<LoadedTraining, 'model' | 'dataset'> & {
    before: Pick<VersionBefore, 'trained'>;
    total: Pick<Total, 'digest'>;
  },
  prepared: PreparedInteractions,
  reporter: TrainingReporter,
): Menu | null {
  if (configuration.model === undefined) return null;
  const { users, items, interactions, describe } = prepared;
  const data = { users, items, interactions, describe };
  const parts = discoverSplit(users, items, interactions, evaluationSplit);
  const on = { data: total.digest, rowsVersion, interactions: interactions.row.length };
  const standardNow = async (chosen: ModelConfiguration): Promise<MeasuredStandard | undefined> => {
    const figures = await measureStandard(data, parts, chosen, reporter);
    return figures ? { figures, on } : undefined;
  };
  const apartNow = async (chosen: ModelConfiguration): Promise<MeasuredApart | undefined> => {
    const apart = await measureAnyPair(prepared, chosen, reporter);
    return apart ? { hash: apart.all, ...(apart.cold && { cold: apart.cold }), on } : undefined;
  };
  /** Without a choice that keeps them: the figures of the version in use, which an edit leaves as they are. */
  const apartKept = (): MeasuredApart | undefined => {
    const apart = current.metrics?.apart;
    const isSame = trained !== null && canonicalJson(trained.configuration) === canonicalJson(configuration);
    return apart && isSame && !isStale(apart.on, rowsVersion, on.interactions) ? apart : undefined;
  };
  // Figures of another file say nothing about this one.
  const ofThisFile = <Measured extends { on: { rowsVersion: number } }>(known: Measured | undefined) =>
    known?.on.rowsVersion === rowsVersion ? known : undefined;
  const chooseNow = () => chooseForModel(data, parts, { configuration, rowsVersion }, reporter);
  return {
    chooseNow,
    choose: async () => (configuration.model === 'auto' ? (current.choice ?? (await chooseNow())) : undefined),
    withFigures: async ({ standard: oldStandard, apart: oldApart, ...choice }) => {
      const chosen = withChoice(configuration, choice);
      const standard = ofThisFile(oldStandard) ?? (await standardNow(chosen));
      const apart = ofThisFile(oldApart) ?? (await apartNow(chosen));
      return { ...choice, ...(standard && { standard }), ...(apart && { apart }) };
    },
    measure: async (chosen, choice) => {
      const metrics = await measureDiscovery(data, parts, chosen, reporter);
      if (metrics === null) return null;
      const standard = choice ? choice.standard : await standardNow(chosen);
      const apart = choice ? choice.apart : (apartKept() ?? (await apartNow(chosen)));
      const compared = standard ? beside(metrics, standard, total.digest) : metrics;
      return { ...compared, ...(apart && { apart }) };
    },
  };
}

/** Metrics beside those of the standard model, which say what they were measured on if that is other data. */
function beside(metrics: ModelMetrics, { figures, on }: MeasuredStandard, data: string): ModelMetrics {
  const standard = { standard: figures, ...(on.data !== data && { standardOn: on }) };
  return { ...metrics, baselines: { ...metrics.baselines, ...standard } };
}
