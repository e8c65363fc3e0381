import { codeVersion } from '@segue/core/versions/code-version';
import { SegueError } from '@segue/core/contract/errors';
import { encodeLeftOut, namedLeftOut } from '@segue/core/contract/left-out';
import { encodeModel, type PublishedModel } from '@segue/core/contract/published-model';
import type { StoredChoice } from '@segue/core/contract/stored/method';
import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { bump } from '@segue/core/contract/stored/updates';
import type { Provenance } from '@segue/core/contract/stored/version';
import { ModelError } from '@segue/core/model/errors';
import type { Alarm } from '@segue/core/model/evaluation/alarm';
import { isLightFms } from '@segue/core/model/methods/recipe';
import { chooseKernel } from '@segue/core/model/kernels/choice';
import { describedBy, isStale, withChoice } from '@segue/core/versions/method-of';
import { decodeInteractionParts } from '@segue/core/tables/sums/interactions';
import { prepareInteractions, type PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { publishedVersion } from '@segue/core/versions/published-version';
import { describeCauses } from '@segue/core/versions/answering/cause-sentences';
import { ratingAlarm } from '@segue/core/versions/rating-alarm';
import { chooseEpochs, parametersOf } from '@segue/core/versions/training-options';
import { dirtyBlocks, readCounters, readLabels } from '../counting/summaries.js';
import { isMadeFrom, type Total } from '../counting/totals.js';
import type { Context } from '../ports.js';
import { canonicalJson, embeddingsDigest } from '../records/digests.js';
import { findDataset } from '../records/dataset-records.js';
import { readModel } from '../records/model-records.js';
import { removeModelRemains } from '../records/remove-dataset.js';
import { causesOf, isOpened } from './cause.js';
import { evaluateModel } from './evaluate-model.js';
import type { LoadedTraining } from './load-training.js';
import { measureChanceAnew } from './measure-chance-anew.js';
import { menuOf, type Menu } from './menu.js';
import { publishVersion, raiseFence, storeChoice } from './publish.js';
import { readTitles } from './read-titles.js';
import { digestOf, versionDigest } from './version-digest.js';
import { stop } from '../records/stopped-training.js';
import { runEpochs, trainToEnd } from './train-to-end.js';
import { Cancelled, Interrupted, Overtaken, type TrainingReporter } from './training-reporter.js';

/** What to train: the loaded data, the digest of the resulting version, and the fence to train under. */
export interface Training extends Pick<LoadedTraining, 'key' | 'model' | 'dataset' | 'basis' | 'before' | 'startedAt'> {
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
    const menu = menuOf(training, prepared, reporter);
    const found = await menu?.choose();
    const chosen = found ? withChoice(model.configuration, found) : model.configuration;
    const { revision, current } = model;
    const digest = versionDigest(training.total, { configuration: chosen, current });
    if (found && digestOf(current.version) === digest && !isOpened(model, training.dataset)) {
      // Chosen again as before: the version is there.
      await storeChoice(context, { key, fence, revision, choice: found });
      return await reporter.settle('ready');
    }
    const epochs = await runEpochs(chooseEpochs(prepared, chosen), reporter, 'evaluating');
    const configuration = { ...chosen, epochs };
    const choice = found && (await menu?.withFigures(found));
    const measured = menu
      ? await menu.measure(configuration, choice)
      : await evaluateModel(prepared, configuration, reporter);
    const metrics = withAlarms(measured, ratingAlarm(configuration.rating, prepared));
    timer.done('evaluate');
    const trained = await trainToEnd(prepared, configuration, reporter, 'training');
    timer.done('train');
    await reporter.phase('publishing');
    const published = publishedVersion(prepared, chosen, trained);
    const made = { configuration: chosen, published, epochs, timer };
    const provenance = provenanceOf(training, prepared, made);
    const record = encodeModel(published, provenance, metrics);
    const version = `${digest}-${fence}`;
    const named = namedLeftOut(prepared.leftOut);
    const names = { items: published.items, leftOut: named.map(({ item }) => item) };
    const titles = await readTitles(context.tree, training, names, reporter);
    const leftOut = encodeLeftOut(named);
    const isPrivate = await isForMembersOnly(context, training);
    const { erased = 0 } = training.dataset;
    const publication = { key, version, fence, revision, erased, isPrivate, record, choice, titles, leftOut };
    const outcome = await publishVersion(context, publication);
    if (outcome === 'published' && choice) await chooseAnew(context, training, { menu, choice, prepared });
    if (outcome === 'published')
      await measureChanceAnew(context, training, { prepared, configuration, embeddings: trained }, reporter);
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

/**
 * Unless the data set was public all the time since its rows were read, they may be none of its visitors' business. Where it was
 * ever switched, its sums may be older than the switch: they count only if they are those of the rows that are there now.
 */
async function isForMembersOnly({ tree }: Context, training: Training): Promise<boolean> {
  const { key, model, dataset, basis, total } = training;
  const now = await findDataset(tree, model.dataset);
  if (dataset.visibility !== 'public' || now?.visibility !== 'public' || now.switches !== dataset.switches) return true;
  if (now.switches === undefined) return false;
  const labels = await readLabels(tree, { summaries: paths.modelSummaries(key, basis) });
  const counters = await readCounters(tree, model.dataset, now);
  return !isMadeFrom(total, labels) || dirtyBlocks(counters, labels).length > 0;
}

function withAlarms(metrics: ModelMetrics | null, more: readonly Alarm[]): ModelMetrics | null {
  if (metrics === null || more.length === 0) return metrics;
  return { ...metrics, alarms: [...(metrics.alarms ?? []), ...more] };
}

/** The version is published: what stops a choice, or makes it impossible, is no failure of the training. */
function ignoreRefusal(error: unknown): null {
  if (error instanceof Cancelled || error instanceof ModelError) return null;
  throw error;
}

/** Chooses again where the choice is old, after the version it made: an edit never waits for that. */
async function chooseAnew(
  context: Context,
  { key, fence, model: { revision }, dataset: { rowsVersion } }: Training,
  { menu, choice, prepared }: { menu: Menu | null; choice: StoredChoice; prepared: PreparedInteractions },
): Promise<void> {
  if (!menu || !isStale(choice, rowsVersion, prepared.interactions.row.length)) return;
  const fresh = await menu.chooseNow().then(menu.withFigures).catch(ignoreRefusal);
  if (!fresh || !(await storeChoice(context, { key, fence, revision, choice: fresh }))) return;
  if (canonicalJson(fresh.recipe) !== canonicalJson(choice.recipe))
    await context.tree.write(bump(paths.training(key).requested));
}

/** Removes the progress of this training if the model was deleted in the meantime. */
async function leaveNothing(context: Context, key: string): Promise<void> {
  if (!(await readModel(context.tree, key))) await removeModelRemains(context, key);
}

interface MadeVersion {
  configuration: ModelConfiguration;
  published: PublishedModel;
  epochs: number;
  timer: StepTimer;
}

function provenanceOf(
  training: Training,
  prepared: PreparedInteractions,
  { configuration, published, epochs, timer }: MadeVersion,
): Provenance {
  const { model, total, basis, fence, dataset, before, startedAt } = training;
  const { rowsVersion } = dataset;
  // Only now is known what `auto` has chosen.
  const causes = causesOf(before, { rowsVersion, basis, total, configuration, startedAt });
  return {
    dataset: model.dataset,
    rowsVersion,
    basis,
    data: total.digest,
    embeddings: embeddingsDigest(published.embeddings),
    configuration,
    revision: model.revision,
    codeVersion,
    ...(isLightFms(configuration.model) && { kernel: kernelOf(configuration) }),
    ...(configuration.earlyStopping !== undefined && { epochs }),
    fence,
    rows: prepared.rows,
    users: prepared.users.length,
    items: prepared.items.length,
    ...coldItemsOf(published, prepared),
    interactions: prepared.interactions.row.length,
    minimumRows: prepared.minimumRows,
    ...(prepared.likes && { likes: prepared.likes }),
    ...describedBy(prepared, configuration),
    startedAt,
    timings: timer.milliseconds,
    cause: describeCauses(causes),
    causes,
    ...(before.version !== undefined && { before: before.version }),
    ...(total.counted && { counted: total.counted }),
  };
}

function coldItemsOf({ items }: PublishedModel, prepared: PreparedInteractions): Pick<Provenance, 'coldItems'> {
  const coldItems = items.length - prepared.items.length;
  return coldItems > 0 ? { coldItems } : {};
}

function kernelOf(configuration: ModelConfiguration): NonNullable<Provenance['kernel']> {
  const { kernel, note } = chooseKernel(configuration.kernel ?? 'fast', parametersOf(configuration));
  return { name: kernel.name, ...(note !== undefined && { note }) };
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
