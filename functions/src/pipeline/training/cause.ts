import { causeNotes } from '@segue/core/contract/history';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { limits } from '@segue/core/contract/limits';
import { describeCause } from '@segue/core/versions/answering/changes';
import type { Context, Tree } from '../ports.js';

/**
 * The cause of a training, for people to read, from the changes recorded since the last version. A write that bypassed
 * our code leaves no record, and the cause says so.
 */
export async function readCause({ tree }: Context, key: string, model: ModelRecord): Promise<string> {
  const { startedAt: since, version } = model.current;
  const [notes, before] = await Promise.all([
    tree.newest(paths.history(model.dataset), causeNotes),
    version === undefined ? null : tree.read(paths.version(key, version).provenance.revision),
  ]);
  const newOptions = before !== null && before !== model.revision;
  const described = describeCause([...notes.entries.values()], { since, newOptions });
  return described ?? (since === undefined ? 'The model is new.' : await describeForeign(tree, key));
}

/** Without a record of the change, only the blocks counted last are known. Their numbers start at 0, as stored. */
async function describeForeign(tree: Tree, key: string): Promise<string> {
  const blocks = (await tree.read(paths.training(key).blocks)) ?? [];
  if (blocks.length === 0) return 'A write from outside the app.';
  if (blocks.length === 1) return `A write from outside the app, in block ${blocks[0]!}.`;
  const more = blocks.length === limits.blocksNamed ? ' and possibly more' : '';
  return `A write from outside the app, in blocks ${blocks.join(', ')}${more}.`;
}
