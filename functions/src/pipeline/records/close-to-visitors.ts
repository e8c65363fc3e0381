import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context } from '../ports.js';

/**
 * Marks what was made of a private data set as its members' own: the versions of its models, which may hold rows deleted since,
 * and what their trainings reported. New ones are marked when they are made; this is for those of earlier releases. Removes the
 * profile, which may still count rows deleted a moment ago; a recount makes it anew. Runs before a data set becomes public.
 */
export async function closeToVisitors({ tree }: Context, id: string): Promise<void> {
  const { entries: models } = await tree.find(paths.models(), 'dataset', id);
  const updates: Updates = { ...remove(paths.allProfileTotals(id)) };
  for (const key of models.keys()) {
    for (const version of await tree.keys(paths.versions(key))) {
      Object.assign(updates, set(paths.version(key, version).private, true));
    }
    if ((await tree.read(paths.progress(key))) !== null) Object.assign(updates, set(paths.progress(key).private, true));
  }
  await tree.write(updates);
  for (const key of models.keys()) {
    await tree.transact(paths.current(key), (current) =>
      current?.kept ? { ...current, kept: current.kept.map((kept) => ({ ...kept, private: true as const })) } : refuse,
    );
  }
}
