import * as z from 'zod/mini';
import { methodNames } from '../../model/methods/recipe.js';
import { measuredApart, measuredStandard } from './figures.js';
import { list, record } from './shapes.js';

/** What a model is made by: a method by its name, or `auto`, which compares those that suit the data. */
export const modelName = z.enum(['auto', ...methodNames]);

const recipeFields = { method: z.enum(methodNames), regularisation: z.exactOptional(z.number()) };

/** A method, with the λ that was chosen for the data where there is a choice. */
export const recipe = record(recipeFields);

/** A method that was compared, with its figures. */
export const candidate = record({ ...recipeFields, ndcg: z.number(), pairAuc: z.number() });

/** How `auto` chose: `MethodChoice`, and what it was made on. */
export const storedChoice = record({
  recipe,
  why: z.enum(['compared', 'few-pairs']),
  /** How many pairs were set aside to choose by. */
  pairs: z.number(),
  candidates: z.exactOptional(list(candidate)),
  /** The rows version and the number of pairs that it was made on. */
  rowsVersion: z.number(),
  interactions: z.number(),
  /**
   * What the standard model reached when this was chosen. Versions show it until the next choice, so that an edit need not
   * measure it. Absent if the standard model itself was chosen, and in older choices until the next training.
   */
  standard: z.exactOptional(measuredStandard),
  /** What the chosen method reaches on any pair, kept in the same way. Absent where it cannot be measured. */
  apart: z.exactOptional(measuredApart),
});
export type StoredChoice = z.infer<typeof storedChoice>;
