import { codeVersion } from '@segue/core/contract/code-version';
import { SegueError } from '@segue/core/contract/errors';
import type { ModelRecord } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import { encodeModel, type Provenance } from '@segue/core/contract/published-model';
import { decodeInteractionParts } from '@segue/core/tables/sums/interactions';
import { ModelError } from '@segue/core/model/errors';
import { spendTraining } from './budget.js';
import { readCause } from './cause.js';
import { findDataset } from '../records/dataset-records.js';
import { canonicalJson, digest, embeddingsDigest } from '../records/digests.js';
import { chooseKernel } from '@segue/core/model/kernels/choice';
import type { Embeddings } from '@segue/core/model/training/train';
import { evaluateModel } from './evaluate-model.js';
import { runRounds, type Claim, type Held, type RoundEnd } from '../records/lease.js';
import { readModel } from '../records/model-records.js';
import { awaitPace } from './pace.js';
import type { Context } from '../ports.js';
import { prepareInteractions, type PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { digestOf, publishVersion, raiseFence } from './publish.js';
import { deleteModel, removeModelRemains } from '../records/remove-dataset.js';
import { readTotal, type Total } from '../counting/totals.js';
import { isStopped, readStopped, stop } from './stopped-training.js';
import { Cancelled, Interrupted, Overtaken, TrainingReporter } from './training-reporter.js';
import { chooseEpochs, parametersOf } from '@segue/core/versions/training-options';
import { runEpochs, trainToEnd } from './train-to-end.js';
import { budgetSpent, exceedsMachine, explainMissingTotal, tooLarge } from './untrainable.js';
import { modelBasis } from '../counting/derivations.js';

/** Step 3 of retraining: trains a model on its merged interactions and publishes the version. */
export async function retrain(context: Context, key: string, claim: Claim = {}): Promise<void> {
  await runRounds(context, paths.training(key), (held) => retrainRound(context, key, held, claim), claim);
}

async function retrainRound(
  context: Context,
  key: string,
  held: Held,
  { takeOver: insists = false, signal }: Claim,
): Promise<RoundEnd> {
  const { tree } = context;
  const { fence } = held;
  const asked = await readModel(tree, key);
  if (!asked) {
    await removeModelRemains(context, key);
    return 'gone';
  }
  const dataset = await findDataset(tree, asked.dataset);
  if (!dataset) {
    await deleteModel(context, key, asked);
    return 'gone';
  }
  const [isTooLarge] = await Promise.all([
    exceedsMachine(context, key, asked, dataset),
    awaitPace(context, key, asked.dataset),
  ]);
  // Read after the wait, so that the last edits of a storm are in. Changes noted from here on may not be.
  const startedAt = context.clock.now();
  const model = await readModel(tree, key);
  // Whoever has looked under a higher fence since has the word; what is trained here would not be taken.
  if (!model || model.current.fence > fence) return 'done';
  const reporter = new TrainingReporter(context, key, held, signal);
  const basis = modelBasis(dataset.rowsVersion, model.configuration);
  const [total, stopped, cause] = await Promise.all([
    isTooLarge ? null : readTotal(tree, paths.modelTotal(key, basis)),
    readStopped(context, key),
    readCause(context, key, model),
  ]);
  reporter.cause = cause;
  if (isTooLarge) {
    // The fence stays as it is: a larger machine may be at work on this model.
    if (!model.current.pinned) await reporter.fail(tooLarge(model));
    return 'done';
  }
  if (!total) {
    if (await explainMissingTotal(context, reporter, model, dataset.rowsVersion)) {
      await raiseFence(context, key, fence, model.revision);
    }
    return 'done';
  }
  const version = versionDigest(total, model);
  const { current } = model;
  if (current.pinned || digestOf(current.version) === version) {
    await raiseFence(context, key, fence, model.revision);
    await reporter.rest(current.version === undefined ? 'cancelled' : 'ready');
    return 'done';
  }
  if (!insists && isStopped(stopped, version, model)) {
    await reporter.rest('cancelled');
    return 'done';
  }
  if (!(await spendTraining(context, key))) {
    await reporter.fail(budgetSpent(context));
    return 'done';
  }
  const { rowsVersion } = dataset;
  await trainAndPublish(context, { key, model, total, basis, fence, rowsVersion, startedAt, reporter });
  return 'done';
}

/** What a version's id begins with: equal data, configuration and code give equal digests, whoever trains. */
export function versionDigest(total: Pick<Total, 'digest'>, model: Pick<ModelRecord, 'configuration'>): string {
  return digest(`${total.digest}\n${canonicalJson(model.configuration)}\n${codeVersion}`);
}

interface Training {
  key: string;
  model: ModelRecord;
  total: Total;
  basis: string;
  fence: number;
  rowsVersion: number;
  startedAt: number;
  reporter: TrainingReporter;
}

async function trainAndPublish(context: Context, training: Training): Promise<void> {
  const { key, model, fence, reporter } = training;
  try {
    await reporter.begin(model.revision);
    const timer = new StepTimer(context);
    const prepared = prepareInteractions(decodeInteractionParts(training.total.parts), model.configuration);
    timer.done('prepare');
    const epochs = await runEpochs(chooseEpochs(prepared, model.configuration), reporter, 'evaluating');
    const configuration = { ...model.configuration, epochs };
    const metrics = await evaluateModel(prepared, configuration, reporter);
    timer.done('evaluate');
    const embeddings = await trainToEnd(prepared, configuration, reporter, 'training');
    timer.done('train');
    await reporter.phase('publishing');
    const provenance = provenanceOf(training, prepared, { embeddings, epochs }, timer);
    const { users, items, known, popularity } = prepared;
    const record = encodeModel({ users, items, embeddings, known, popularity }, provenance, metrics);
    const version = `${versionDigest(training.total, model)}-${fence}`;
    const outcome = await publishVersion(context, { key, version, fence, revision: model.revision, record });
    await reporter.settle(outcome === 'published' ? 'ready' : null);
    if (outcome === 'refused') await leaveNothing(context, key);
  } catch (error) {
    if (error instanceof Overtaken) return await leaveNothing(context, key);
    if (error instanceof Cancelled) {
      await stop(context, key, { version: versionDigest(training.total, model), fence });
      return await reporter.settle('cancelled');
    }
    // The next sweep asks for it again.
    if (error instanceof Interrupted) await reporter.settle('ready');
    // What the data or the parameters are to blame for is told, not tried again: only a change of them can mend it.
    if (!(error instanceof SegueError || error instanceof ModelError)) throw error;
    await reporter.fail(error.message);
    await raiseFence(context, key, fence, model.revision);
  }
}

/** Where the model was deleted meanwhile, what this training has told of itself goes as well. */
async function leaveNothing(context: Context, key: string): Promise<void> {
  if (!(await readModel(context.tree, key))) await removeModelRemains(context, key);
}

function provenanceOf(
  training: Training,
  prepared: PreparedInteractions,
  { embeddings, epochs }: { embeddings: Embeddings; epochs: number },
  timer: StepTimer,
): Provenance {
  const { model, total, basis, fence, rowsVersion, reporter } = training;
  const { configuration } = model;
  const { kernel, note } = chooseKernel(configuration.kernel ?? 'fast', parametersOf(configuration));
  return {
    dataset: model.dataset,
    rowsVersion,
    basis,
    data: total.digest,
    embeddings: embeddingsDigest(embeddings),
    configuration,
    revision: model.revision,
    codeVersion,
    kernel: { name: kernel.name, ...(note !== undefined && { note }) },
    ...(configuration.earlyStopping !== undefined && { epochs }),
    fence,
    rows: prepared.rows,
    users: prepared.users.length,
    items: prepared.items.length,
    interactions: prepared.interactions.row.length,
    minimumRows: prepared.minimumRows,
    startedAt: training.startedAt,
    timings: timer.milliseconds,
    cause: reporter.cause,
  };
}

class StepTimer {
  readonly milliseconds: Record<string, number> = {};
  private last: number;

  constructor(private readonly context: Context) {
    this.last = context.clock.now();
  }

  done(step: string): void {
    const now = this.context.clock.now();
    this.milliseconds[step] = now - this.last;
    this.last = now;
  }
}
