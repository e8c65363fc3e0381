import { kernelNames } from '@segue/core/model/kernels/kernel';
import { lossNames, takesWeights } from '@segue/core/model/losses/losses';
import type { VersionDigests } from '@segue/core/contract/api/models';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { Sha256 } from '@segue/core/versions/digested';
import { recompute } from '@segue/core/versions/recompute';
import { columns, loneDescriptions, promisedRows } from './table.js';

/** Changes to the configuration, named by what sets them apart. */
type Variants = Record<string, Partial<ModelConfiguration>>;

const variants: Variants = {
  '': {},
  ', penalties': { itemAlpha: 1e-4, userAlpha: 1e-4 },
  ', item features': { itemFeatures: ['energy'] },
  ', weights': { rating: 'rating', weight: 'sum' },
};

const stopping: Variants = { ', early stopping': { earlyStopping: 2, epochs: 40 } };

/** Cuts of the list of positives at which WARP-kOS draws differently. */
const cuts: Variants = {
  ', k 2 of 7': { k: 2, n: 7 },
  ', k 6 of 6': { k: 6, n: 6 },
  ', k 15 of 9': { k: 15, n: 9 },
  ', k 15 of 9, penalties': { k: 15, n: 9, itemAlpha: 1e-4 },
};

/** What describes items, some of which nobody is connected with, and users. */
const described = { itemFeatures: ['energy'], itemTags: ['date'], userTags: ['rating'] };

/** Every configuration whose bytes are promised, by name: each kernel with each loss, plain and with each option. */
export function promisedConfigurations(): Map<string, ModelConfiguration> {
  const configurations = new Map<string, ModelConfiguration>();
  for (const kernel of kernelNames) {
    for (const loss of lossNames()) {
      const wanted = { ...variants, ...(loss === 'warp' && stopping), ...(loss === 'warp-kos' && cuts) };
      for (const [name, changes] of Object.entries(wanted)) {
        if (changes.weight !== undefined && !takesWeights(loss)) continue;
        configurations.set(`${kernel} ${loss}${name}`, configurationOf({ kernel, loss, ...changes }));
      }
    }
  }
  for (const model of ['names', 'regression', 'ials'] as const) {
    configurations.set(`${model}, tags`, configurationOf({ model, ...described }));
  }
  return configurations;
}

/** The configuration of a model of the promised table. It sets all parameters, so that no default can change it. */
export function configurationOf(changes: Partial<ModelConfiguration> = {}): ModelConfiguration {
  return {
    dataset: 'promised',
    user: 'user',
    item: 'item',
    weight: 'none',
    minimumRows: 1,
    loss: 'warp',
    noComponents: 9,
    k: 5,
    n: 10,
    learningSchedule: 'adagrad',
    learningRate: 0.05,
    rho: 0.95,
    epsilon: 1e-6,
    itemAlpha: 0,
    userAlpha: 0,
    maxSampled: 10,
    epochs: 5,
    randomState: 0,
    ...changes,
  };
}

/** The digests of a configuration's version on the promised table, in Node or in a browser. */
export function recomputePromised(configuration: ModelConfiguration, sha256: Sha256): Promise<VersionDigests> {
  const lone = configuration.itemTags === undefined ? [] : loneDescriptions;
  const all = [...promisedRows(), ...lone].map((values, index) => ({ index, values }));
  const readRows = (start: number, count: number) =>
    Promise.resolve({ columns, rows: all.slice(start, start + count), total: all.length });
  return recompute(configuration, { readRows, sha256 });
}
