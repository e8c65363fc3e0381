import type { StoredChance } from '../contract/stored/chance.js';
import type { StoredChoice } from '../contract/stored/method.js';
import type { CurrentVersion, ModelConfiguration, ModelRecord } from '../contract/stored/model.js';
import type { MethodChoice } from '../model/choice/choose-method.js';
import type { Recipe } from '../model/methods/recipe.js';

/** The method that a configuration names; `null` for LightFM with all its parameters, and for `auto`. */
export function recipeOf({ model, regularisation }: ModelConfiguration): Recipe | null {
  if (model === undefined || model === 'auto') return null;
  return { method: model, ...(regularisation !== undefined && { regularisation }) };
}

/** The configuration of one version: `auto` replaced with what was chosen. */
export function withChoice(configuration: ModelConfiguration, choice: MethodChoice | StoredChoice): ModelConfiguration {
  const { regularisation: _, ...rest } = configuration;
  const { method, regularisation } = choice.recipe;
  return { ...rest, model: method, ...(regularisation !== undefined && { regularisation }) };
}

/** Whether a method learns from descriptions while it trains; others predict cold items from them alone. */
export function readsDescriptions({ model }: Pick<ModelConfiguration, 'model'>): boolean {
  return model === undefined || model === 'sound' || model === 'regression';
}

/** The columns that described the items of a version, if its method uses any. */
export function describedBy(
  { described }: { readonly described?: readonly string[] },
  configuration: Pick<ModelConfiguration, 'model'>,
): { described?: string[] } {
  return readsDescriptions(configuration) && described !== undefined ? { described: [...described] } : {};
}

/** A model's configuration, and what was chosen for it last. */
export type Chosen = Pick<ModelRecord, 'configuration'> & { current: Pick<CurrentVersion, 'choice'> };

/** What a model's next version is made by: its configuration, `auto` replaced with what was chosen last, if anything was. */
export function versionConfiguration({ configuration, current: { choice } }: Chosen): ModelConfiguration {
  return configuration.model === 'auto' && choice !== undefined ? withChoice(configuration, choice) : configuration;
}

/** The part of the pairs whose coming or going makes a choice, or what was measured, old. */
const staleAfter = 0.05;

/** What a choice or a measurement says of its data. */
type MadeOn = Pick<StoredChoice, 'rowsVersion' | 'interactions'>;

/**
 * Whether a choice, or a measurement, was made on other data: on another file, or on pairs of which more than 5 % have come or
 * gone.
 */
export function isStale(made: MadeOn, rowsVersion: number, interactions: number): boolean {
  const change = Math.abs(interactions - made.interactions);
  return made.rowsVersion !== rowsVersion || change > staleAfter * made.interactions;
}

/** Whether the chance was measured of the method of a version's configuration: `auto` may have chosen another one since. */
export function isChanceOf(
  { method }: Pick<StoredChance, 'method'>,
  { model }: Pick<ModelConfiguration, 'model'>,
): boolean {
  return method === model;
}
