import { paths } from '@segue/core/contract/stored/paths';
import type { Context } from '../ports.js';
import { runRounds, type Claim, type Held, type RoundEnd } from '../records/lease.js';
import { spendTraining } from './budget.js';
import { decideTraining, settleWithoutTraining } from './decide-training.js';
import { loadTraining } from './load-training.js';
import { trainAndPublish } from './train-and-publish.js';
import { TrainingReporter } from './training-reporter.js';
import { budgetSpent } from './untrainable.js';

/** Step 3 of retraining: trains a model on its merged interactions and publishes the version. */
export async function retrain(context: Context, key: string, claim: Claim = {}): Promise<void> {
  await runRounds(context, paths.training(key), (held) => retrainRound(context, key, held, claim), claim);
}

async function retrainRound(context: Context, key: string, held: Held, claim: Claim): Promise<RoundEnd> {
  const loaded = await loadTraining(context, key);
  if (loaded === 'gone') return 'gone';
  const { fence } = held;
  const reporter = new TrainingReporter(context, { key, held, cause: loaded.cause, signal: claim.signal });
  const decision = decideTraining(loaded, fence, claim);
  if (decision.step !== 'train') {
    await settleWithoutTraining(context, loaded, { step: decision.step, fence, reporter });
  } else if (await spendTraining(context, key)) {
    await trainAndPublish(context, { ...loaded, ...decision, fence }, reporter);
  } else {
    await reporter.fail(budgetSpent(context));
  }
  return 'done';
}
