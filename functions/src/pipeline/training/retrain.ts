import { paths } from '@segue/core/contract/stored/paths';
import { describeCause } from '@segue/core/versions/answering/cause-sentences';
import type { Context } from '../ports.js';
import { runRounds, type Claim, type Held, type RoundEnd } from '../records/lease.js';
import { spendTraining } from './budget.js';
import { decideTraining, settleWithoutTraining, type TrainingDecision } from './decide-training.js';
import { loadTraining, type LoadedTraining } from './load-training.js';
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
  const decision = decideTraining(loaded, fence, claim);
  const reporter = new TrainingReporter(context, {
    key,
    held,
    cause: causeFor(decision, loaded),
    isPrivate: loaded.dataset.visibility === 'private',
    signal: claim.signal,
  });
  if (decision.step !== 'train') {
    await settleWithoutTraining(context, loaded, { step: decision.step, fence, reporter });
  } else if (await spendTraining(context, key)) {
    await trainAndPublish(context, { ...loaded, ...decision, fence }, reporter);
  } else {
    await reporter.fail(budgetSpent(context));
  }
  return 'done';
}

/** Without anything new, only a request makes a model train: `auto` then chooses again. */
function causeFor({ step }: TrainingDecision, { cause }: LoadedTraining): string {
  return cause === '' && step === 'train' ? describeCause({ kind: 'request' }) : cause;
}
