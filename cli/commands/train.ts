import { parseArgs } from 'node:util';
import { requestTo } from '@segue/core/contract/api/client';
import { listModels } from '@segue/core/contract/api/models';
import { limits } from '@segue/core/contract/limits';
import type { StoredChance } from '@segue/core/contract/stored/chance';
import type { ModelMetrics } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { formatMetric, metricLabel } from '@segue/core/model/evaluation/ranking-metrics';
import { chanceSentence } from '@segue/core/versions/answering/chance-note';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import type { Context } from '@segue/functions/pipeline/ports';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { Interrupted } from '@segue/functions/pipeline/training/training-reporter';
import { newKey } from '@segue/functions/store/new-key';
import { RestTree } from '@segue/functions/store/rest-tree';
import { TypedTree } from '@segue/functions/store/typed-tree';
import { Failure } from '../failure.js';
import { openDatabase } from './database.js';

const usage = 'segue train MODEL --project PROJECT | --database URL [--json]';

/** What `segue train --json` prints. */
export interface TrainingOutcome {
  model: string;
  version: string | null;
  number: number;
  /** Whether the version is new; unchanged data and configuration give the same version without training. */
  published: boolean;
  metrics: ModelMetrics | null;
  /** How much of the lists changes by chance at each training, where that is measured. */
  chance: StoredChance | null;
}

/**
 * `segue train MODEL`: does the work of the function `retrain` on this machine, without its limits on time and memory.
 * It uses the same total, lease, fence and revision, so it may run while the functions do.
 *
 * @throws Failure if there is no such model, or with the reason why it cannot be trained
 */
export async function train(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { project: text, database: text, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Failure(`Usage: ${usage}`);
  const context = contextOf(new RestTree(openDatabase(values)));
  const interruption = new AbortController();
  // A second signal ends the program at once, as usual.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const outcome = await trainModel(context, id, interruption.signal);
  if (values.json) console.log(JSON.stringify(outcome));
  else console.log(describe(outcome));
}

function contextOf(json: RestTree): Context {
  const print = (message: string) => console.error(message);
  return {
    tree: new TypedTree(json, { error: print }),
    clock: { now: Date.now, sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)) },
    log: { info: print, error: print },
    // An explicit command is not subject to the budget.
    trainingsPerDay: Number.MAX_SAFE_INTEGER,
    // Renewed while it works. If the program is killed, the functions may train again after this time.
    leaseSeconds: 600,
    blocksPerRecount: limits.blocksPerRecount,
    newKey,
  };
}

async function trainModel(context: Context, id: string, signal: AbortSignal): Promise<TrainingOutcome> {
  const { tree } = context;
  const found = await findModel(tree, id);
  if (!found)
    throw new Failure(
      `There is no model ${id} in this database: ${requestTo(listModels)} lists the models you can see.`,
    );
  const { key, model } = found;
  try {
    await retrain(context, key, { takeOver: true, signal });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new Failure(`Interrupted: ${id} keeps its current version. Run the command again to train it.`);
  }
  const progress = await tree.read(paths.progress(key));
  if (progress?.phase === 'failed') throw new Failure(progress.message ?? 'The training failed.');
  const current = await tree.read(paths.current(key));
  if (!current) throw new Failure(`The model ${id} was deleted in the meantime.`);
  const { version = null, number, metrics = null, chance = null } = current;
  return { model: id, version, number, published: version !== (model.current.version ?? null), metrics, chance };
}

function describe({ model, version, number, published, metrics, chance }: TrainingOutcome): string {
  if (version === null) return `${model} has no version yet: its rows have not been counted. Try again in a minute.`;
  const what = published ? 'is published' : 'is up to date with its data, or is pinned: nothing was trained';
  const auc = metrics
    ? `, ${metricLabel('auc', metrics.k)} ${formatMetric(metrics.auc)} (popularity ${formatMetric(metrics.baselines.popularity.auc)})`
    : '';
  const steadiness = chance ? ` ${chanceSentence(chance)}` : '';
  return `Version ${number} of ${model} (${version})${auc} ${what}.${steadiness}`;
}
