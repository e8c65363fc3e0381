import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { dot } from '@segue/core/model/answers/recommend';
import { partAbove } from '@segue/core/model/evaluation/rank-metrics';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { hashText } from '@segue/core/model/name-hash';
import { noName, summariseInteractions } from '@segue/core/tables/sums/interactions';
import { cellText, type Cell } from '@segue/core/tables/cells';
import { withColdItems } from '@segue/core/versions/descriptions/with-cold-items';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { fitConfigured } from '@segue/core/versions/training-options';
import { lastOf } from '@segue/cli/last-of';
import { inRoot } from '@segue/suite/launcher/root';
import { describedTables, type DescribedTable } from './cold-items/tables.js';

/**
 * How well items are told by what describes them: one item in five loses its users, and is to be found again. Prints the mean
 * AUC over users among these items, .5 for chance, and the precision of the first ten among all items that are not known, where
 * only these items can be right, beside that of chance.
 */
export async function benchColdItems(): Promise<Record<string, Record<string, ColdFigures>>> {
  const figures: Record<string, Record<string, ColdFigures>> = {};
  for (const readTable of describedTables) {
    const table = atHand(readTable);
    if (table === null) continue;
    const measured = (figures[table.name] = {} as Record<string, ColdFigures>);
    for (const method of table.methods) show(table.name, method, (measured[method] = measure(table, method)));
  }
  return await Promise.resolve(figures);
}

/** The table; null, with a word about it, where a file is missing. */
function atHand(readTable: (typeof describedTables)[number]): DescribedTable | null {
  const shared = process.env['SEGUE_SHARED_DATA'] ?? inRoot('../shared/data');
  try {
    return readTable((file) => readFileSync(join(shared, file)));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    console.log(`skipped  ${error.message}`);
    return null;
  }
}

function show(table: string, method: MethodName, { auc, precision, chance }: ColdFigures): void {
  const figures = [auc, precision, chance].map((figure) => figure.toFixed(3));
  console.log(
    `${table.padEnd(12)} ${method.padEnd(12)} AUC ${figures[0]}  P@10 ${figures[1]}  by chance ${figures[2]}`,
  );
}

/** Figures of one method on one table: means over the users who lost an item. */
interface ColdFigures {
  auc: number;
  precision: number;
  /** The precision of chance. */
  chance: number;
}

function measure({ columns, rows, numbers }: DescribedTable, method: MethodName): ColdFigures {
  const { users, items, known, embeddings, warm } = train({ columns, rows, numbers }, method);
  const hits = hiddenItems(rows);
  const { noComponents: d, userEmbeddings, itemEmbeddings, itemBiases } = embeddings;
  const sums = { auc: 0, precision: 0, chance: 0 };
  let measured = 0;
  users.forEach((user, u) => {
    const own = hits.get(user);
    const cold = [...items.keys()].slice(warm);
    const [ones, others] = [cold.filter((at) => own?.has(items[at]!)), cold.filter((at) => !own?.has(items[at]!))];
    if (ones.length === 0 || others.length === 0) return;
    const scores = itemBiases.map((bias, item) => bias + dot(userEmbeddings, u, itemEmbeddings, item, d));
    const of = (list: number[]) => Float32Array.from(list, (at) => scores[at]!);
    const isKnown = new Set(known.indices.subarray(known.indptr[u], known.indptr[u + 1]));
    const unknown = [...items.keys()].filter((at) => !isKnown.has(at)).sort((a, b) => scores[b]! - scores[a]!);
    measured++;
    sums.auc += partAbove(of(ones), of(others));
    sums.precision += unknown.slice(0, 10).filter((at) => ones.includes(at)).length / 10;
    sums.chance += ones.length / unknown.length;
  });
  return { auc: sums.auc / measured, precision: sums.precision / measured, chance: sums.chance / measured };
}

function isCold(item: Cell): boolean {
  return hashText(`cold ${cellText(item)}`) % 5 === 0;
}

/** What each user lost. */
function hiddenItems(rows: DescribedTable['rows']): Map<string, Set<string>> {
  const hits = new Map<string, Set<string>>();
  for (const [user = '', item = ''] of rows) {
    const name = cellText(user);
    if (isCold(item)) hits.set(name, (hits.get(name) ?? new Set<string>()).add(cellText(item)));
  }
  return hits;
}

/** A model of the table, in which the rows of cold items describe them and name no user. */
function train({ columns, rows, numbers }: Pick<DescribedTable, 'columns' | 'rows' | 'numbers'>, method: MethodName) {
  const indexed = rows.map((cells, index) => ({
    index,
    cells: isCold(cells[1]!) ? [noName, ...cells.slice(1)] : [...cells],
  }));
  const described = [...columns.keys()].slice(2);
  const sums = summariseInteractions(indexed, {
    user: 0,
    item: 1,
    rating: null,
    features: described.slice(0, numbers),
    itemTags: described.slice(numbers),
  });
  const names = { itemFeatures: columns.slice(2, 2 + numbers), itemTags: columns.slice(2 + numbers) };
  const configuration = toConfiguration({
    dataset: 'd',
    user: columns[0]!,
    item: columns[1]!,
    model: method,
    ...names,
  });
  const prepared = prepareInteractions(sums, configuration);
  const trained = lastOf(fitConfigured(prepared, configuration));
  const { users, known } = prepared;
  return { users, known, warm: prepared.items.length, ...withColdItems(prepared, configuration, trained) };
}
