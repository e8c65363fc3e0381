import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { chooseMethod } from '@segue/core/model/choice/choose-method';
import type { MethodName } from '@segue/core/model/methods/recipe';
import type { Cell } from '@segue/core/tables/cells';
import { summariseProfile } from '@segue/core/tables/profile/profile';
import { summariseInteractions, type InteractionColumns } from '@segue/core/tables/sums/interactions';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { proposedColumns } from '@segue/core/versions/proposed-columns';
import { withChoice } from '@segue/core/versions/method-of';
import { evaluationSplit, menuOptionsOf } from '@segue/core/versions/training-options';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import { readTableFile } from '@segue/cli/commands/table-file';
import { lastOf } from '@segue/cli/last-of';
import { inRoot } from '@segue/suite/launcher/root';
import { spotifyColumns, spotifyRows } from './retrain/spotify-rows.js';
import { measureSteadiness, type SteadyCase } from './steady/measure.js';
import type { Steadiness, Sum } from './steady/lists.js';

interface Source {
  readonly name: string;
  readonly user: string;
  readonly item: string;
  readonly minimumRows?: number;
  /** A column of numbers to raise by 1. */
  readonly number?: string;
  /** How many changes of each kind. */
  readonly instances: number;
  readonly methods: readonly (MethodName | 'auto')[];
  /** The columns and rows; `null` if they are not at hand. */
  readonly read: () => Promise<{ columns: readonly string[]; rows: readonly Cell[][] } | null>;
}

const shared = process.env['SEGUE_SHARED_DATA'] ?? inRoot('../shared/data');
const music = { user: 'genre', item: 'artist_name', number: 'popularity', instances: 20 } as const;

const sources: readonly Source[] = [
  {
    ...music,
    name: 'sample',
    methods: ['auto', 'softmax', 'ials', 'neighbours', 'names'],
    read: () => fromFile(inRoot('emulator-data/sample.csv')),
  },
  {
    ...music,
    name: '19k, 10 rows or more',
    minimumRows: 10,
    methods: ['auto', 'softmax', 'ials', 'names'],
    read: () => fromFile(join(shared, 'spotify-features-19k.csv')),
  },
  {
    ...music,
    name: 'made up, 27 genres',
    instances: 5,
    methods: ['auto', 'softmax', 'ials', 'names'],
    read: () => Promise.resolve({ columns: spotifyColumns, rows: [...spotifyRows(10_000)] }),
  },
  {
    name: 'MovieLens',
    user: 'col1',
    item: 'col2',
    minimumRows: 5,
    instances: 2,
    methods: ['softmax', 'ials', 'neighbours', 'names'],
    read: () => fromFile(join(shared, 'movielens-100k.tsv')),
  },
];

/**
 * How steady the lists are: what part of each user's first ten stays after a small change and a new training, for users
 * whose rows were changed and for the others, and at how many places the page shows a move.
 */
export async function benchSteady(): Promise<Record<string, object>> {
  const figures: Record<string, object> = {};
  for (const source of sources) {
    const read = await source.read();
    if (read === null) {
      console.log(`skipped  ${source.name}: not at hand`);
      continue;
    }
    for (const method of source.methods) {
      const made = caseOf(read, source, method);
      const name = `${source.name}, ${method === 'auto' ? `auto: ${made.configuration.model}` : method}`;
      console.log(`\n${name}\n${'change'.padEnd(16)}  touched   others   shown of touched, of others`);
      const found = measureSteadiness(made, { instances: source.instances, seed: 1 });
      for (const [kind, steadiness] of found) console.log(lineOf(kind, steadiness));
      figures[name] = Object.fromEntries([...found].map(([kind, sums]) => [kind, partsOf(sums)]));
    }
  }
  return figures;
}

async function fromFile(path: string): Promise<{ columns: readonly string[]; rows: readonly Cell[][] } | null> {
  return existsSync(path) ? readTableFile(path, {}) : null;
}

/** The model that `auto` or a named method makes of a table. */
function caseOf(
  { columns: names, rows }: { columns: readonly string[]; rows: readonly Cell[][] },
  { user, item, number, minimumRows }: Source,
  method: MethodName | 'auto',
): SteadyCase {
  const numbered = rows.map((cells, index) => ({ index, cells }));
  const { itemFeatures } = proposedColumns(summariseProfile(numbered, names.length), names, { user, item });
  const definition = { dataset: 'd', user, item, model: method, itemFeatures, ...(minimumRows && { minimumRows }) };
  const configuration = toConfiguration(modelDefinition.parse(definition));
  const columns: InteractionColumns = {
    user: names.indexOf(user),
    item: names.indexOf(item),
    rating: null,
    features: itemFeatures.map((name) => names.indexOf(name)),
  };
  return {
    table: {
      rows,
      user: columns.user,
      item: columns.item,
      ...(number !== undefined && { number: names.indexOf(number) }),
    },
    columns,
    configuration: method === 'auto' ? chosen(numbered, columns, configuration) : configuration,
  };
}

/** What `auto` takes for these rows. */
function chosen(
  rows: readonly { index: number; cells: Cell[] }[],
  columns: InteractionColumns,
  configuration: ModelConfiguration,
): ModelConfiguration {
  const prepared = prepareInteractions(summariseInteractions(rows, columns), configuration);
  const { train } = discoverSplit(prepared.users, prepared.items, prepared.interactions, evaluationSplit);
  const data = { ...prepared, interactions: train };
  return withChoice(configuration, lastOf(chooseMethod(data, menuOptionsOf(configuration), evaluationSplit.key)));
}

function lineOf(kind: string, { touched, others }: Steadiness): string {
  const overlap = ({ overlap: sum, lists }: Sum) => (lists === 0 ? '–' : (sum / lists).toFixed(4)).padStart(9);
  const shown = ({ shown: moves, places }: Sum) => (places === 0 ? '–' : (moves / places).toFixed(4)).padStart(9);
  return `${kind.padEnd(16)}${overlap(touched)}${overlap(others)}${shown(touched)}${shown(others)}`;
}

function partsOf({ touched, others }: Steadiness): object {
  const part = ({ overlap, lists, shown, places }: Sum) => ({ overlap: overlap / lists, shown: shown / places, lists });
  return { touched: part(touched), others: part(others) };
}
