import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { inRoot } from '@segue/suite/launcher/root';
import { holdOutUsers, measureNewUsers, publishFor, readLikes } from '@segue/test/support/new-users';

const tables = [
  { name: 'MovieLens', file: 'movielens-100k.tsv', header: false },
  { name: 'MovieLens, 4 stars or more', file: 'movielens-100k.tsv', header: false, likedFrom: 4 },
  { name: 'Last.fm', file: 'recommend/lastfm_user_artists.tsv', header: true },
] as const;

const methods: readonly MethodName[] = ['ials', 'softmax', 'neighbours', 'names'];
const keys = ['a', 'b', 'c'] as const;
const numbersOfLikes = [1, 3, 5, 10] as const;

/** NDCG at 10 of users held out whole, by the number of their likes that are given: mean over three keys, beside popularity. */
export async function benchNewUsers(): Promise<Record<string, Record<string, number[]>>> {
  const figures: Record<string, Record<string, number[]>> = {};
  for (const { name, file, ...form } of tables) {
    const path = join(process.env['SEGUE_SHARED_DATA'] ?? inRoot('../shared/data'), file);
    if (!existsSync(path)) {
      console.log(`skipped  ${name}: ${path} is not at hand`);
      continue;
    }
    const splits = keys.map((key) => holdOutUsers(readLikes(readFileSync(path, 'utf8'), form), key));
    const means: Record<string, number[]> = {};
    for (const method of methods) {
      const measured = splits.map((split) => {
        const model = publishFor(split, method);
        return numbersOfLikes.map((given) => measureNewUsers(model, split, given));
      });
      const meanOf = (what: 'ndcg' | 'popularity') =>
        numbersOfLikes.map((_, at) => measured.reduce((sum, of) => sum + of[at]![what] / keys.length, 0));
      if (means['popularity'] === undefined) show(name, 'popularity', (means['popularity'] = meanOf('popularity')));
      show(name, method, (means[method] = meanOf('ndcg')));
    }
    figures[name] = means;
  }
  return await Promise.resolve(figures);
}

function show(table: string, method: string, means: readonly number[]): void {
  console.log(`${table.padEnd(28)} ${method.padEnd(12)} ${means.map((mean) => mean.toFixed(3)).join('  ')}`);
}
