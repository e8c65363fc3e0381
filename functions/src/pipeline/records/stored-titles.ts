import type { Path } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import type { ItemTitles } from '@segue/core/contract/stored/version';
import type { Tree } from '../ports.js';

/** Titles of a version's items, and the data set that they come from. */
export interface StoredTitles {
  place: Path<ItemTitles>;
  dataset: string;
  /** How often rows of that had been erased when they were read. */
  erased: number;
}

/** The titles beside all versions of all models. They may come from another data set than the model's own. */
export async function listTitles(tree: Tree): Promise<StoredTitles[]> {
  const titles: StoredTitles[] = [];
  for (const model of await tree.keys(paths.stored('titles'))) {
    for (const version of await tree.keys(paths.allItemTitles(model))) {
      const place = paths.itemTitles(model, version);
      const dataset = await tree.read(place.dataset);
      if (dataset !== null) titles.push({ place, dataset, erased: (await tree.read(place.erased)) ?? 0 });
    }
  }
  return titles;
}
