import { withLeftOutTitles } from '@segue/core/contract/left-out';
import { encodeTitles } from '@segue/core/contract/published-model';
import { limits } from '@segue/core/contract/limits';
import type { TitleSource } from '@segue/core/contract/stored/model';
import type { ItemTitles } from '@segue/core/contract/stored/version';
import { cellText } from '@segue/core/tables/cells';
import { readBlockNumbers } from '../counting/summaries.js';
import { mayNameFrom, mayRead } from '../records/access.js';
import { findDataset, readColumns } from '../records/dataset-records.js';
import { readBlocks } from '../rows/read-blocks.js';
import type { IndexedRow } from '../rows/row-layout.js';
import type { Tree } from '../ports.js';
import type { LoadedTraining } from './load-training.js';
import type { TrainingReporter } from './training-reporter.js';

/** How many blocks are held in memory. */
const blocksAtOnce = 8;

/**
 * The titles of a model's items and of those it leaves out: of the rows of an item, the first that has one counts. Reads only
 * until each item has its title.
 *
 * @returns `null` where there are none: without `titles` in the configuration, or where their data set or its columns are
 * gone, or the owner of the model's data set may not read them. A model is trained all the same.
 * @throws Cancelled, Overtaken, Interrupted
 */
export async function readTitles(
  tree: Tree,
  training: Pick<LoadedTraining, 'model' | 'dataset'>,
  names: { items: readonly string[]; leftOut: readonly string[] },
  reporter: TrainingReporter,
): Promise<ItemTitles | null> {
  const { configuration } = training.model;
  const { titles: source } = configuration;
  if (!source) return null;
  const id = source.dataset ?? configuration.dataset;
  const record = await findDataset(tree, id);
  if (!record || !mayNameFrom(training.dataset, record)) return null;
  if (!(await mayRead(tree, id, record, training.dataset.owner))) return null;
  const columns = await readColumns(tree, id, record.rowsVersion);
  const { items, leftOut } = names;
  const collected = new CollectedTitles([...items, ...leftOut], source, columns);
  const blocks = await readBlockNumbers(tree, id, record);
  for (let at = 0; at < blocks.length && collected.isOpen; at += blocksAtOnce) {
    const some = blocks.slice(at, at + blocksAtOnce);
    const rows = await readBlocks(tree, id, record, some, columns.length);
    for (const block of some) collected.add(rows.get(block) ?? []);
    await reporter.epoch('publishing', at + some.length, blocks.length);
  }
  const after = await findDataset(tree, id);
  // Another file came while the rows of this one were read, and removed: they were not all there. Or some were erased.
  const isOther = after?.rowsVersion !== record.rowsVersion || after.erased !== record.erased;
  if (after && isOther) return await readTitles(tree, training, names, reporter);
  if (collected.isEmpty) return null;
  const { titles } = collected;
  const encoded = withLeftOutTitles(encodeTitles(id, titles.slice(0, items.length)), titles.slice(items.length));
  const isPublic =
    record.visibility === 'public' && after?.visibility === 'public' && after.switches === record.switches;
  const stamped = { ...encoded, ...(record.erased !== undefined && { erased: record.erased }) };
  return isPublic ? stamped : { ...stamped, private: true };
}

/** Titles of known items only, so that it stays as small as the list of items however long the data set is. */
class CollectedTitles {
  readonly titles: string[];
  private readonly rows: Map<string, number>;
  private readonly idColumn: number;
  private readonly titleColumn: number;
  private missing: number;

  constructor(items: readonly string[], { id, title }: TitleSource, columns: readonly string[]) {
    this.titles = items.map(() => '');
    this.rows = new Map(items.map((name, row) => [name, row]));
    this.idColumn = columns.indexOf(id);
    this.titleColumn = columns.indexOf(title);
    this.missing = items.length;
  }

  /** Whether more rows can give a title. */
  get isOpen(): boolean {
    return this.missing > 0 && this.idColumn >= 0 && this.titleColumn >= 0;
  }

  get isEmpty(): boolean {
    return this.missing === this.titles.length;
  }

  add(rows: readonly IndexedRow[]): void {
    for (const { cells } of rows) {
      const row = this.rows.get(cellText(cells[this.idColumn] ?? ''));
      if (row === undefined || this.titles[row] !== '') continue;
      const title = shortened(cellText(cells[this.titleColumn] ?? '').trim());
      if (title === '') continue;
      this.titles[row] = title;
      this.missing--;
    }
  }
}

/** Whole characters only: half of a pair of surrogates is no text. */
function shortened(title: string): string {
  return title.length <= limits.nameCharacters ? title : Array.from(title).slice(0, limits.nameCharacters).join('');
}
