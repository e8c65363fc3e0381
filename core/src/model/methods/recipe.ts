/**
 * The methods that a model can be made by: `names` is LightFM with a vector for each user and item, the standard that the
 * others are measured against; `sound` is LightFM with item features only.
 */
export const methodNames = ['popularity', 'names', 'sound', 'regression', 'softmax', 'ials', 'neighbours'] as const;
export type MethodName = (typeof methodNames)[number];

/** A method with the setting that is chosen for the data; without it, the method's usual one. */
export interface Recipe {
  readonly method: MethodName;
  /** λ of `regression`, `softmax`, `ials` or `neighbours`. */
  readonly regularisation?: number;
}

/**
 * Whether LightFM makes a model, so that its parameters and kernels matter: `names`, `sound`, or no method, which stands for
 * LightFM with all that it can. `auto` is no answer before it has chosen.
 */
export function isLightFms(model: MethodName | 'auto' | undefined): model is 'names' | 'sound' | undefined {
  return model === undefined || model === 'names' || model === 'sound';
}

/**
 * Whether a method has one optimum, so that the same data give the same lists whatever the seed, and a small change of the data
 * a small change of the lists. LightFM draws its steps at random: two trainings differ by the draws alone.
 */
export function hasOneOptimum(model: MethodName | 'auto' | undefined): boolean {
  return !isLightFms(model) && model !== 'auto';
}
