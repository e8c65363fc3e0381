import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { columnNamesOf } from '@segue/core/versions/model-columns';
import { readColumns } from '../records/dataset-records.js';
import { bump } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';
import { readHead } from '../counting/totals.js';
import type { TrainingReporter } from './training-reporter.js';
import { modelBasis } from '../counting/derivations.js';

/** Whether a model has too many pairs for this machine. Checked before reading the total, which may be too big. */
export async function exceedsMachine(
  { tree, largestTotal }: Context,
  key: string,
  { configuration }: ModelRecord,
  { rowsVersion, erased }: DatasetRecord,
): Promise<boolean> {
  if (largestTotal === undefined) return false;
  const head = await readHead(tree, paths.modelTotal(key, modelBasis(rowsVersion, configuration, erased)));
  return (head?.characters ?? 0) > largestTotal;
}

/** The message for a model that `exceedsMachine`. */
export function tooLarge({ id }: ModelRecord): string {
  return (
    'The data set has more pairs than a function can train on. A larger machine can: ' +
    `run "npm run segue -- train ${id} --project PROJECT" there, as docs/scale.md describes.`
  );
}

/** The message for a model whose daily budget is spent. */
export function budgetSpent({ trainingsPerDay }: Context): string {
  const many = trainingsPerDay === 1 ? 'once' : `${trainingsPerDay} times`;
  return `Trained ${many} today, which is the daily budget. Training resumes tomorrow; TRAININGS_PER_DAY raises the limit.`;
}

/**
 * Explains why there is no total under this basis: either it was never counted, or the rows lack the model's columns.
 * @returns whether columns are missing, so that nothing can be trained.
 */
export async function explainMissingTotal(
  { tree }: Context,
  reporter: TrainingReporter,
  model: ModelRecord,
  rowsVersion: number,
): Promise<boolean> {
  const { dataset } = model.configuration;
  const columns = await readColumns(tree, dataset, rowsVersion);
  const missing = columnNamesOf(model.configuration).filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    await reporter.fail(
      `The data set no longer has the column ${missing.join(', ')}. Choose the model's columns again.`,
    );
    return true;
  }
  await tree.write(bump(paths.recount(dataset).requested));
  return false;
}
