import { inRoot } from '@segue/suite/launcher/root';
import { measureGrowth, measureSize, type SizeFigures } from './retrain/functions-work.js';
import { measureSuite, type SuiteFigures } from './retrain/suite-work.js';
import { measureTrainingWork, type TrainingWork } from './retrain/training-work.js';

/** The results of `npm run bench -- retrain`. */
export interface RetrainReport {
  sizes: SizeFigures[];
  /** All the work of an edit, divided by the work of starting over from the rows, at the real file's size. */
  editOverFullRatio: number;
  /** All the work of an edit at the largest size, divided by that at the smallest, with an equal merged matrix. */
  editGrowth: number;
  /** CPU time of a retraining after one edited cell, without a network, of 27 × 1,153 by a regression. */
  trainingWork: TrainingWork;
  suite: SuiteFigures;
}

/** Rows of the real file. */
const realRows = 232_725;

/** The real file's size, between a small and a large table. */
const sizes = [10_000, realRows, 1_000_000];
const edits = 30;

/**
 * First versions and edits at several sizes: the functions' own work. Then, in the Emulator Suite, the delay from a
 * write to another browser's screen, and a storm of edits. All figures of a run are measured on the same machine, one
 * after the other.
 */
export async function benchRetrain(): Promise<RetrainReport> {
  const figures: SizeFigures[] = [];
  for (const rows of sizes) {
    const measured = await measureSize(inRoot(), rows, edits);
    printSize(measured);
    figures.push(measured);
  }
  const small = await measureGrowth(inRoot(), Math.min(...sizes), edits);
  const editGrowth = (await measureGrowth(inRoot(), Math.max(...sizes), edits)) / small;
  console.log(
    `with equal pairs, an edit at the largest size takes ${editGrowth.toFixed(2)} times that at the smallest (1.5)`,
  );
  const trainingWork = await measureTrainingWork({ method: 'regression', regularisation: 10 }, edits);
  printWork(trainingWork);
  const suite = await measureSuite();
  printSuite(suite);
  const editOverFullRatio = figures.find(({ rows }) => rows === realRows)?.editOverFullRatio ?? NaN;
  return { sizes: figures, editOverFullRatio, editGrowth, trainingWork, suite };
}

function printSize(figures: SizeFigures): void {
  const { rows, model, firstVersionSeconds, uploadSeconds, rowsPerSecond, megabytes, edit, editP95 } = figures;
  const { whole, bytesRead, bytesWritten, ...steps } = edit;
  console.log(`${rows.toLocaleString('en')} rows, ${model.method} of ${model.users} × ${model.items}`);
  const upload = uploadSeconds === null ? 'without the upload' : `${uploadSeconds.toFixed(1)} s of it the upload`;
  console.log(`  first version   ${firstVersionSeconds.toFixed(1)} s (${upload}), ${rowsPerSecond} rows/s`);
  console.log(
    `  peak memory     upload ${megabytes.upload ?? '-'} MB, recount ${megabytes.recount} MB, retrain ${megabytes.retrain} MB (at most 512)`,
  );
  console.log(`  one edit        ${whole} ms median, ${editP95} ms p95 (median at most 150)`);
  console.log(`    of which      ${listed(steps)}`);
  console.log(`    bytes         ${bytesRead} read (at most ${figures.bytesAllowed}), ${bytesWritten} written`);
  console.log(
    `  all over again  ${figures.fullSeconds.toFixed(2)} s; an edit is ${ratio(figures)} of it (at most 0.05)`,
  );
}

function printWork({ model, steps, trips, bytesRead, bytesWritten }: TrainingWork): void {
  console.log(
    `work after one edited cell, ${model.method} of ${model.users} × ${model.items} in memory, CPU ms: median, p95`,
  );
  for (const [step, { median, p95 }] of Object.entries(steps)) console.log(`  ${step.padEnd(16)}${median}, ${p95}`);
  const { all, training } = trips;
  console.log(
    `  requests        ${all.requests}, ${all.inTurn} in turn; training ${training.requests}, ${training.inTurn}`,
  );
  console.log(`  bytes           ${bytesRead} read, ${bytesWritten} written`);
}

function ratio({ editOverFullRatio }: SizeFigures): string {
  return editOverFullRatio.toFixed(3);
}

function printSuite({ writeToScreen, storm }: SuiteFigures): void {
  const { screen, screenP95, hops } = writeToScreen;
  console.log(`write to another browser's screen: ${screen} ms median (200), ${screenP95} ms p95 (500)`);
  console.log(`  hop by hop      ${listed(hops)}`);
  console.log(
    `${storm.edits} edits in ${storm.seconds} s: ${storm.trainings} trainings (8), the last edit after ${storm.lastSeconds} s`,
  );
}

function listed(milliseconds: Record<string, number>): string {
  return Object.entries(milliseconds)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
