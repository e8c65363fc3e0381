import type { Embeddings } from '../../state.js';
import { usualIals, usualUnobservedWeight, type IalsOptions } from '../ials-options.js';
import type { MethodInput } from '../method.js';
import type { MethodName, Recipe } from '../recipe.js';
import { usualRegularisation as usualOfRegression } from '../regression.js';
import { scaleOf, type SoftmaxScale } from '../softmax/penalties.js';
import { softmaxDataOf } from '../softmax/softmax-data.js';
import { usualRegularisation as usualOfSoftmax } from '../softmax/softmax-problem.js';
import { featureScales, type RegressionTerms } from './fold-in-regression.js';

/**
 * What solving for a new user takes beside a model's embeddings, by the method that made them. LightFM, which draws its
 * steps, and popularity, which has no direction, have none: `foldInUser` serves their models, and all those without terms.
 */
export type FoldInTerms =
  | (SoftmaxScale & { readonly method: 'softmax' })
  | (Pick<IalsOptions, 'regularisation' | 'unobservedWeight'> & { readonly method: 'ials' })
  | (RegressionTerms & { readonly method: 'regression' })
  | { readonly method: 'neighbours' };

/** The terms of a model that was made of this input by this recipe; `null` where there are none. */
export function foldInTermsOf(input: MethodInput, recipe: Recipe, model: Embeddings): FoldInTerms | null {
  return termsOf[recipe.method]?.(input, recipe, model) ?? null;
}

type TermsOf = (input: MethodInput, recipe: Recipe, model: Embeddings) => FoldInTerms;

const termsOf: Readonly<Partial<Record<MethodName, TermsOf>>> = {
  softmax: ({ interactions }, { regularisation = usualOfSoftmax }) => ({
    method: 'softmax',
    ...scaleOf(softmaxDataOf(interactions), regularisation),
  }),
  ials: ({ interactions }, { regularisation = usualIals.regularisation }) => ({
    method: 'ials',
    regularisation,
    unobservedWeight: usualUnobservedWeight(interactions),
  }),
  regression: ({ users, itemColumns }, { regularisation = usualOfRegression(users.length) }, model) => ({
    method: 'regression',
    regularisation,
    featureScales: featureScales(model, itemColumns),
  }),
  neighbours: () => ({ method: 'neighbours' }),
};
