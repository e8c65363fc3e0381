import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import type { Place } from '@segue/core/contract/stored/path';
import { paths, type StoredRoot } from '@segue/core/contract/stored/paths';
import { bump } from '@segue/core/contract/stored/updates';
import { modelBasis, profileBasis, readModels } from '../counting/derivations.js';
import { refuse, type Context, type Tree } from '../ports.js';
import { removeAll } from '../records/remove-dataset.js';
import { resumeUpdates } from '../records/stopped-training.js';

/**
 * Removes every version of a data set's models that may hold erased rows, also a pinned one, and asks for a training. A training under
 * way is refused when it publishes: its rows were read under a lower count. Its writer removes its version then, or another
 * publication does.
 *
 * @param erased how often rows of the data set were erased
 */
export async function forgetVersions(
  { tree }: Context,
  id: string,
  erased: number,
): Promise<{ models: number; versions: number }> {
  const models = await readModels(tree, id);
  let versions = 0;
  for (const key of models.keys()) {
    // Listed first: what is written after the model has forgotten its versions may be made of clean rows.
    const stored = await tree.keys(paths.versions(key));
    await tree.transact(paths.model(key), (model) => {
      if (model === null || (model.current.erased ?? 0) >= erased) return refuse;
      const revision = model.revision + 1;
      return { ...model, revision, current: { ...forgotten(model.current), revision, erased } };
    });
    versions += stored.length;
    await tree.write({
      ...removeAll(
        ...stored.flatMap((version) => [
          paths.version(key, version),
          paths.itemTitles(key, version),
          paths.leftOut(key, version),
        ]),
        paths.progress(key),
      ),
      ...resumeUpdates(key),
      ...bump(paths.training(key).requested),
    });
  }
  return { models: models.size, versions };
}

/** A model's node without any version. Their numbers are not given again, and the fence stays. */
function forgotten({ number, fence, revision, kept = [] }: CurrentVersion): CurrentVersion {
  return { number: Math.max(number, ...kept.map((one) => one.number)), fence, revision, pinned: false };
}

/** Removes what was derived under an older count of erasures; the recount makes it anew. */
export async function forgetDerived(tree: Tree, id: string, { rowsVersion, erased }: DatasetRecord): Promise<void> {
  const present: [StoredRoot, string, string][] = [];
  const profile = profileBasis(id, rowsVersion, erased);
  present.push(['summaries/profiles', id, profile], ['totals/profiles', id, profile]);
  for (const [key, { configuration }] of await readModels(tree, id)) {
    const basis = modelBasis(rowsVersion, configuration, erased);
    present.push(['summaries/models', key, basis], ['totals/models', key, basis]);
  }
  const stale: Place<unknown>[] = [];
  for (const [root, owner, basis] of present) {
    const others = (await tree.keys(paths.stored(root, owner))).filter((other) => other !== basis);
    stale.push(...others.map((other) => paths.stored(root, owner, other)));
  }
  if (stale.length > 0) await tree.write(removeAll(...stale));
}
