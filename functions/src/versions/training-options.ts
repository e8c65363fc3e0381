import type { ModelConfiguration } from '../contract/model.js';
import type { Parameters } from '../model/parameters.js';
import type { TrainOptions } from '../model/train.js';

/** The part of a configuration that training reads. */
export function parametersOf(configuration: ModelConfiguration): Parameters {
  const { loss, noComponents, k, n, learningSchedule, learningRate, rho, epsilon } = configuration;
  const { itemAlpha, userAlpha, maxSampled, epochs, randomState } = configuration;
  return {
    ...{ loss, noComponents, k, n, learningSchedule, learningRate, rho, epsilon },
    ...{ itemAlpha, userAlpha, maxSampled, epochs, randomState },
  };
}

/** How a configuration wants to be computed. */
export function trainOptionsOf({ kernel }: ModelConfiguration): TrainOptions {
  return kernel === undefined ? {} : { kernel };
}
