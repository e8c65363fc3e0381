import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '@segue/suite/launcher/root';

/** Tables in `SEGUE_SHARED_DATA` (../shared/data), and the sample; how they are cut and split. */
interface QualityTable {
  readonly name: string;
  /** Absent: the sample. */
  readonly file?: string;
  readonly user: string;
  readonly item: string;
  readonly options?: readonly string[];
  /** `random` as LightFM splits, for users × items, where every rating counts as a like. */
  readonly method: 'discover' | 'random';
}

const tables: readonly QualityTable[] = [
  { name: 'sample', user: 'genre', item: 'artist_name', method: 'discover' },
  ...[10, 3].map((rows) => ({
    name: `19k, ${rows} rows or more`,
    file: 'spotify-features-19k.csv',
    user: 'genre',
    item: 'artist_name',
    options: ['--minimum-rows', String(rows)],
    method: 'discover' as const,
  })),
  {
    name: 'tidy26k, 3 rows or more',
    file: 'recommend/tidy26k.csv',
    user: 'genre',
    item: 'artist_name',
    options: ['--minimum-rows', '3'],
    method: 'discover',
  },
  { name: 'norm2k', file: 'recommend/norm2k.csv', user: 'genre', item: 'artist', method: 'discover' },
  { name: 'chart3k', file: 'recommend/chart3k.csv', user: 'Genre', item: 'Artist', method: 'discover' },
  { name: 'abedee6k', file: 'recommend/abedee6k.csv', user: 'genre', item: 'artists', method: 'discover' },
  { name: 'restaurants', file: 'recommend/rest_ratings.csv', user: 'userID', item: 'placeID', method: 'discover' },
  {
    name: 'MovieLens',
    file: 'movielens-100k.tsv',
    user: '1',
    item: '2',
    options: ['--header', 'none'],
    method: 'random',
  },
  { name: 'Last.fm', file: 'recommend/lastfm_user_artists.tsv', user: '1', item: '2', method: 'random' },
];

/** What is compared with what `auto` takes. */
const others = ['names', 'softmax', 'popularity'] as const;

interface Evaluated {
  readonly method: { readonly method: string; readonly regularisation?: number };
  readonly test: Record<'auc' | 'precision' | 'ndcg', number>;
  readonly heldOut: number;
}

/** The quality of `auto` on each table beside other methods, at the key `segue` or the seed 0. */
export async function benchQuality(): Promise<Record<string, Record<string, Evaluated>>> {
  const figures: Record<string, Record<string, Evaluated>> = {};
  for (const table of tables) {
    const path = pathOf(table);
    if (!existsSync(path)) {
      console.log(`skipped  ${table.name}: ${path} is not at hand`);
      continue;
    }
    const found: Record<string, Evaluated> = {};
    for (const model of ['auto', ...others]) {
      // Not for tables as large as Last.fm's: 33 million cells.
      if (model === 'softmax' && table.name === 'Last.fm') continue;
      found[model] = await evaluate(table, path, model);
      console.log(lineFor(table.name, model, found[model]));
    }
    figures[table.name] = found;
  }
  return figures;
}

function pathOf({ file }: QualityTable): string {
  if (file === undefined) return inRoot('emulator-data/sample.csv');
  return join(process.env['SEGUE_SHARED_DATA'] ?? inRoot('../shared/data'), file);
}

async function evaluate(table: QualityTable, path: string, model: string): Promise<Evaluated> {
  const { user, item, method, options = [] } = table;
  const program = ['--import', './tools/typescript.mjs', 'cli/segue.ts', 'evaluate', path];
  const asked = ['--user', user, '--item', item, '--model', model, '--method', method, ...options, '--json'];
  // Lists are found by `auto` alone; the others are told, to be compared on the same pairs.
  if (model !== 'auto' && /^(norm2k|chart3k)$/.test(table.name)) asked.push('--user-lists');
  const { stdout } = await promisify(execFile)(process.execPath, [...program, ...asked], {
    cwd: inRoot(),
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as Evaluated;
}

function lineFor(name: string, model: string, { method, test, heldOut }: Evaluated): string {
  const { auc, precision, ndcg } = test;
  const made =
    model === 'auto' ? `auto: ${method.method}${method.regularisation ? ` λ ${method.regularisation}` : ''}` : model;
  const figures = [auc, precision, ndcg].map((value) => value.toFixed(3)).join('  ');
  return `${name.padEnd(24)} ${made.padEnd(24)} ${figures}  (${heldOut} hidden)`;
}
