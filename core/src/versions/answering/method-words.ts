import type { ModelConfiguration } from '../../contract/stored/model.js';
import type { MethodName } from '../../model/methods/recipe.js';

/** What each method goes by, for people. */
const words: Readonly<Record<MethodName, string>> = {
  popularity: 'how many like it, the same for all',
  names: 'LightFM: a vector for each user and each item',
  sound: 'LightFM on the numbers that describe the items',
  regression: 'who else likes it, and the numbers that describe it',
  softmax: 'a vector for each user and each item, all others weighed at once',
  ials: 'a vector for each user and each item, by alternating least squares',
  neighbours: 'which items are liked together',
};

/** The method of a version as a name and what it goes by; `null` for LightFM with all its parameters. */
export function methodWords({ model, regularisation }: ModelConfiguration): string | null {
  if (model === undefined || model === 'auto') return null;
  const setting = regularisation === undefined ? '' : `, λ ${regularisation}`;
  return `${model} (${words[model]}${setting})`;
}
