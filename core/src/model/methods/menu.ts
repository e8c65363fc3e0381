import type { KernelName } from '../kernels/choice.js';
import type { Parameters } from '../parameters.js';
import type { Cells } from '../sparse.js';
import type { Embeddings } from '../state.js';
import { buildItemFeatures } from '../training/item-features.js';
import { trainEpochs, type EpochDone } from '../training/train.js';
import { fitIals } from './ials.js';
import type { MethodFit, MethodInput } from './method.js';
import { fitNeighbours } from './neighbours.js';
import { fitPopularity } from './popularity.js';
import type { MethodName, Recipe } from './recipe.js';
import { fitRegression } from './regression.js';
import { fitSoftmax } from './softmax/fit-softmax.js';

/** What holds for all methods that have a use for it: LightFM's parameters, of which others read components and seed. */
export interface MenuOptions {
  readonly parameters: Parameters;
  readonly kernel?: KernelName;
}

/**
 * Makes a model by a method.
 * @throws ModelError where the data do not suit the method, such as `sound` without numbers that describe the items
 */
export function fitRecipe(input: MethodInput, recipe: Recipe, options: MenuOptions): MethodFit {
  return menu[recipe.method](input, recipe, options);
}

type Fit = (input: MethodInput, recipe: Recipe, options: MenuOptions) => MethodFit;

const menu: Readonly<Record<MethodName, Fit>> = {
  popularity: (input) => fitPopularity(input),
  names: ({ interactions }, _recipe, { parameters, kernel }) =>
    inSteps(trainEpochs(interactions, parameters, { ...(kernel !== undefined && { kernel }) })),
  sound: (input, _recipe, options) => fitSound(input, options),
  regression: (input, { regularisation }) => fitRegression(input, setting(regularisation)),
  softmax: (input, { regularisation }, { parameters: { noComponents, randomState: seed } }) =>
    fitSoftmax(input, { noComponents, seed, ...setting(regularisation) }),
  ials: (input, { regularisation }, { parameters: { noComponents } }) =>
    fitIals(input, { noComponents, ...setting(regularisation) }),
  neighbours: (input, { regularisation }) => fitNeighbours(input, setting(regularisation)),
};

function setting(regularisation: number | undefined): { regularisation?: number } {
  return regularisation === undefined ? {} : { regularisation };
}

function fitSound({ interactions, itemColumns }: MethodInput, { parameters, kernel }: MenuOptions): MethodFit {
  const { users, items } = interactions;
  const none: Cells = { users, items, row: new Int32Array(0), col: new Int32Array(0) };
  const columns = itemColumns ?? { items, columns: 0, values: new Float64Array(0) };
  const itemFeatures = buildItemFeatures(columns, none);
  return inSteps(trainEpochs(interactions, parameters, { itemFeatures, ...(kernel !== undefined && { kernel }) }));
}

function* inSteps(epochs: Generator<EpochDone, Embeddings>): MethodFit {
  for (;;) {
    const step = epochs.next();
    if (step.done) return step.value;
    yield { done: step.value.epoch, of: step.value.of };
  }
}
