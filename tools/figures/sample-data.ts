import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { defaultParameters, type Parameters } from '@segue/core/model/parameters';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { readTableFile } from '@segue/cli/commands/table-file';
import { inRoot } from '@segue/suite/launcher/root';

/** The sample as read by `segue evaluate emulator-data/sample.csv --user genre --item artist_name`. */
export async function readSample() {
  const table = await readTableFile(inRoot('emulator-data/sample.csv'), {});
  const rows = table.rows.map((cells, index) => ({ index, cells }));
  const at = (name: string) => table.columns.indexOf(name);
  const sums = summariseInteractions(rows, { user: at('genre'), item: at('artist_name'), rating: null });
  const prepared = prepareInteractions(sums, { minimumRows: 1, weight: 'none' });
  const { users, items, interactions } = prepared;
  return { ...prepared, parts: holdOut(users, items, interactions, evaluationSplit) };
}

/** The parameters of the figures. */
export const figureParameters: Parameters = { ...defaultParameters, loss: 'warp', noComponents: 30 };
