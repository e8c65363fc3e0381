import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { bump } from '@segue/core/contract/stored/updates';
import { refuse, type Context } from '../ports.js';
import { withoutFindings } from './findings.js';
import { fillColumns, type CountedProfile } from './propose-columns.js';

/**
 * Fills in what the definitions of a data set's models have left to the columns' profile, once that is counted, and requests the
 * recount that sums for them. A worker that dies before leaves them open for the next recount, which the training asks for that
 * waits for its sums.
 *
 * @param readProfile `null` while it is not counted
 */
export async function fillOpenModels(
  { tree }: Context,
  dataset: string,
  models: ReadonlyMap<string, ModelRecord>,
  readProfile: () => Promise<CountedProfile | null>,
): Promise<void> {
  const keys = [...models].filter(([, { open }]) => open).map(([key]) => key);
  const profile = keys.length > 0 ? await readProfile() : null;
  if (!profile) return;
  for (const key of keys) {
    await tree.transact(paths.model(key), (model) => {
      if (model?.open === undefined) return refuse;
      const { open, ...rest } = model;
      const revision = model.revision + 1;
      const configuration = fillColumns(model.configuration, open, profile);
      return { ...rest, configuration, revision, current: { ...withoutFindings(model.current), revision } };
    });
    await tree.write({ ...bump(paths.recount(dataset).requested), ...bump(paths.training(key).requested) });
  }
}
