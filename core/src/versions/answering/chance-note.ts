import type { StoredChance } from '../../contract/stored/chance.js';
import type { CurrentVersion } from '../../contract/stored/model.js';
import type { Provenance } from '../../contract/stored/version.js';
import { hasOneOptimum } from '../../model/methods/recipe.js';
import { isChanceOf } from '../method-of.js';

/** How much of a list changes by chance: "Of ten places, about 6 change by chance at each training of this model." */
export function chanceSentence({ overlap, places }: Pick<StoredChance, 'overlap' | 'places'>): string {
  const changing = Math.round((1 - overlap) * places);
  return `Of ${places === 10 ? 'ten' : places} places, ${whatChanges(changing, places)} by chance at each training of this model.`;
}

function whatChanges(changing: number, places: number): string {
  if (changing === 0) return 'hardly any changes';
  if (changing === places) return 'nearly all change';
  return `about ${changing} ${changing === 1 ? 'changes' : 'change'}`;
}

/**
 * What a change of the rows did not cause, for a method that draws at random: how much it was measured to move by chance at
 * each training, where that is known for the version's configuration. Empty for a method with one optimum.
 *
 * @param current what the model knows of itself; `null` if that could not be read
 */
export function chanceNote(
  { configuration, revision }: Pick<Provenance, 'configuration' | 'revision'>,
  current: Pick<CurrentVersion, 'chance' | 'revision'> | null,
): string {
  if (hasOneOptimum(configuration.model)) return '';
  const chance = current?.chance;
  // After a rollback, a version may be of a configuration that nothing was measured for.
  if (chance && current.revision === revision && isChanceOf(chance, configuration)) return chanceSentence(chance);
  return 'This method draws at random, so places also change by chance at each training.';
}
