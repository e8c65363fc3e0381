import { codeVersion } from '@segue/core/versions/code-version';
import { SegueError } from '@segue/core/contract/errors';
import { encodeModel } from '@segue/core/contract/published-model';
import type { Provenance } from '@segue/core/contract/stored/version';
import { ModelError } from '@segue/core/model/errors';
import { chooseKernel } from '@segue/core/model/kernels/choice';
import type { Embeddings } from '@segue/core/model/training/train';
import { decodeInteractionParts } from '@segue/core/tables/sums/interactions';
import { prepareInteractions, type PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { chooseEpochs, parametersOf } from '@segue/core/versions/training-options';
import type { Total } from '../counting/totals.js';
import type { Context } from '../ports.js';
import { embeddingsDigest } from '../records/digests.js';
import { readModel } from '../records/model-records.js';
import { removeModelRemains } from '../records/remove-dataset.js';
import { evaluateModel } from './evaluate-model.js';
import type { LoadedTraining } from './load-training.js';
import { publishVersion, raiseFence } from './publish.js';
import { stop } from '../records/stopped-training.js';
import { runEpochs, trainToEnd } from './train-to-end.js';
import { Cancelled, Interrupted, Overtaken, type TrainingReporter } from './training-reporter.js';

/** What to train: the loaded data, the digest of the resulting version, and the fence to train under. */
export interface Training extends Pick<LoadedTraining, 'key' | 'model' | 'dataset' | 'basis' | 'startedAt'> {
  total: Total;
  version: string;
  fence: number;
}

/**
 * Trains, measures and publishes, then reports how it ended. User errors are reported, not retried: only different data
 * or parameters can fix them.
 *
 * @throws errors that neither the data nor the parameters cause; the request then stays open
 */
export async function trainAndPublish(context: Context, training: Training, reporter: TrainingReporter): Promise<void> {
  const { key, model, fence } = training;
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
    const provenance = provenanceOf(training, prepared, { embeddings, epochs, timer, cause: reporter.cause });
    const { users, items, known, popularity } = prepared;
    const record = encodeModel({ users, items, embeddings, known, popularity }, provenance, metrics);
    const version = `${training.version}-${fence}`;
    const outcome = await publishVersion(context, { key, version, fence, revision: model.revision, record });
    await reporter.settle(outcome === 'published' ? 'ready' : null);
    if (outcome === 'refused') await leaveNothing(context, key);
  } catch (error) {
    if (error instanceof Overtaken) return await leaveNothing(context, key);
    if (error instanceof Cancelled) {
      await stop(context, key, { version: training.version, fence });
      return await reporter.settle('cancelled');
    }
    // The next sweep asks for it again.
    if (error instanceof Interrupted) await reporter.settle('ready');
    if (!(error instanceof SegueError || error instanceof ModelError)) throw error;
    await reporter.fail(error.message);
    await raiseFence(context, key, fence, model.revision);
  }
}

/** Removes the progress of this training if the model was deleted in the meantime. */
async function leaveNothing(context: Context, key: string): Promise<void> {
  if (!(await readModel(context.tree, key))) await removeModelRemains(context, key);
}

function provenanceOf(
  training: Training,
  prepared: PreparedInteractions,
  { embeddings, epochs, timer, cause }: { embeddings: Embeddings; epochs: number; timer: StepTimer; cause: string },
): Provenance {
  const { model, total, basis, fence, dataset } = training;
  const { configuration } = model;
  const { kernel, note } = chooseKernel(configuration.kernel ?? 'fast', parametersOf(configuration));
  return {
    dataset: model.dataset,
    rowsVersion: dataset.rowsVersion,
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
    cause,
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
