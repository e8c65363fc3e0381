import { chooseMethod, type MethodChoice } from '@segue/core/model/choice/choose-method';
import { inputOf, type DivisibleData } from '@segue/core/model/choice/discovery';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { Recipe } from '@segue/core/model/methods/recipe';
import type { Interactions } from '@segue/core/model/sparse';
import type { Embeddings } from '@segue/core/model/state';
import { buildItemFeatures } from '@segue/core/model/training/item-features';
import { trainModel } from '@segue/core/model/training/train';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { lastOf } from '../last-of.js';
import type { EvaluateOptions } from './evaluate-options.js';

/** A model, and how its method was chosen, if it was. */
export interface MadeModel {
  readonly model: Embeddings;
  readonly recipe: Recipe;
  readonly choice: MethodChoice | null;
}

/** What the model is made of: the train part, of which `learned` may have more where an evaluation is to be spoilt. */
export interface TrainingParts {
  readonly train: Interactions;
  readonly learned: Interactions;
}

/** Makes the model that `--model` asks for. Item features are for `names` too: LightFM takes both. */
export function makeModel(data: DivisibleData, { train, learned }: TrainingParts, options: EvaluateOptions): MadeModel {
  const { model: asked, parameters, kernel } = options;
  if (asked === 'names') {
    const itemFeatures = data.describe && buildItemFeatures(data.describe(train), train);
    const model = trainModel(learned, parameters, { kernel, ...(itemFeatures && { itemFeatures }) });
    return { model, recipe: { method: 'names' }, choice: null };
  }
  const choice =
    asked === 'auto'
      ? lastOf(chooseMethod({ ...data, interactions: train }, { parameters, kernel }, evaluationSplit.key))
      : null;
  const recipe = choice?.recipe ?? { method: asked as Recipe['method'] };
  const input = { ...inputOf(data, learned), ...(data.describe && { itemColumns: data.describe(train) }) };
  return { model: lastOf(fitRecipe(input, recipe, { parameters, kernel })), recipe, choice };
}
