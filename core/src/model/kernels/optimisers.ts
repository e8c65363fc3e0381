import type { Hyperparameters, LearningSchedule } from '../parameters.js';

const { fround, sqrt } = Math;

/** The parameters of one side as the reference kernel stores them: all float32, equally long. */
export interface OptimisedArrays {
  readonly values: Float32Array;
  /** Accumulators G. */
  readonly gradients: Float32Array;
  /** Momentum M. */
  readonly momentum: Float32Array;
}

/**
 * Updates `direction.length` consecutive parameters, starting at `offset`. Parameter j has the gradient
 * `loss · direction[j]` (float64) and the feature weight `weight`; afterwards it is multiplied by 1 + alpha · rate, its
 * L2 penalty. Adds the local rate of each to `rates[j]`.
 */
export type GradientUpdate = (
  arrays: OptimisedArrays,
  offset: number,
  weight: number,
  loss: number,
  direction: Float32Array,
  alpha: number,
  rates: Float64Array,
) => void;

/** Both learning schedules, each as a factory for its update (docs/lightfm.md#learning-schedules). */
export const optimisers: Readonly<Record<LearningSchedule, (hyperparameters: Hyperparameters) => GradientUpdate>> = {
  /** Adagrad (Duchi 2011): the rate is learningRate / √G, with G before this gradient. */
  adagrad: (hyperparameters) => {
    const learningRate = fround(hyperparameters.learningRate);
    return ({ values, gradients }, offset, weight, loss, direction, alpha, rates) => {
      for (let j = 0; j < direction.length; j++) {
        const at = offset + j;
        const gradient = loss * direction[j]!;
        const sum = gradients[at]!;
        const rate = learningRate / sqrt(sum);
        const step = gradient * weight;
        // (rate · weight) · gradient, not rate · step: the association is LightFM's. Both stores round to float32.
        values[at]! -= rate * weight * gradient;
        gradients[at] = sum + step * step;
        if (alpha !== 0) values[at]! *= 1 + alpha * rate;
        rates[j]! += rate;
      }
    };
  },

  /** Adadelta (Zeiler 2012): the rate is √(M + ε) / √(G + ε), with G after this gradient. No learning rate. */
  adadelta: (hyperparameters) => {
    const rho = fround(hyperparameters.rho);
    const epsilon = fround(hyperparameters.epsilon);
    // In float64: the difference can need more bits than a float32 has.
    const fresh = 1 - rho;
    return ({ values, gradients, momentum }, offset, weight, loss, direction, alpha, rates) => {
      for (let j = 0; j < direction.length; j++) {
        const at = offset + j;
        const gradient = loss * direction[j]!;
        const step = weight * gradient;
        gradients[at] = fround(rho * gradients[at]!) + fresh * (step * step);
        const rate = sqrt(fround(momentum[at]! + epsilon)) / sqrt(fround(gradients[at] + epsilon));
        // (rate · gradient) · weight here, unlike adagrad.
        const delta = rate * gradient * weight;
        momentum[at] = fround(rho * momentum[at]!) + fresh * (delta * delta);
        values[at]! -= delta;
        if (alpha !== 0) values[at]! *= 1 + alpha * rate;
        rates[j]! += rate;
      }
    };
  },
};
