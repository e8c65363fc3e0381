import { RandomState } from '@segue/core/model/random';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { InteractionColumns } from '@segue/core/tables/sums/interactions';
import { addSums, compareAll, noLists, versionOf, type Steadiness } from './lists.js';
import { editKinds, type SteadyTable } from './edits.js';

/** A table with the model of it that is measured. */
export interface SteadyCase {
  readonly table: SteadyTable;
  readonly columns: InteractionColumns;
  readonly configuration: ModelConfiguration;
}

/**
 * What small changes do to the lists of a model, by kind: each of `instances` changes is made alone, the model is trained
 * anew, and all users' lists are compared with those before.
 *
 * @param seed of the changes
 */
export function measureSteadiness(
  { table, columns, configuration }: SteadyCase,
  { instances, seed, kinds = Object.keys(editKinds) }: { instances: number; seed: number; kinds?: readonly string[] },
): Map<string, Steadiness> {
  const before = versionOf(table.rows, columns, configuration);
  const found = new Map<string, Steadiness>();
  for (const kind of kinds) {
    const draw = new RandomState(seed);
    let sums: Steadiness = { touched: noLists(), others: noLists() };
    for (let instance = 0; instance < instances; instance++) {
      const edit = editKinds[kind]!(table, draw);
      if (edit === null) break;
      const changed: ModelConfiguration = {
        ...configuration,
        ...(edit.merge && { merges: [edit.merge] }),
        ...(edit.seed !== undefined && { randomState: edit.seed }),
      };
      const after = versionOf(edit.rows ?? table.rows, columns, changed);
      const { touched, others } = compareAll(before, after, new Set(edit.touched));
      sums = { touched: addSums(sums.touched, touched), others: addSums(sums.others, others) };
    }
    if (sums.touched.lists + sums.others.lists > 0) found.set(kind, sums);
  }
  return found;
}
