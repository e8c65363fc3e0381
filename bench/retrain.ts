import { inRoot } from '../cli/suite/root.js';
import { paths } from '../functions/src/contract/paths.js';
import { editRow } from '../functions/src/pipeline/edit-rows.js';
import { markChange } from '../functions/src/pipeline/mark.js';
import { findModel } from '../functions/src/pipeline/model-records.js';
import { increment } from '../functions/src/pipeline/ports.js';
import { recount } from '../functions/src/pipeline/recount.js';
import { retrain } from '../functions/src/pipeline/retrain.js';
import type { Provenance } from '../functions/src/contract/published-model.js';
import { startBenchProject, storeSpotify, type BenchProject, type Traffic } from './retrain/project.js';

const actor = { uid: 'bench', name: 'bench' };

/** One edit: milliseconds of each function's own work, and its bytes. */
interface EditFigures {
  mark: number;
  recount: number;
  retrain: number;
  whole: number;
  training: Record<string, number>;
  traffic: Traffic;
}

/** What the benchmark finds for one number of rows. */
export interface RetrainFigures {
  rows: number;
  blocks: number;
  firstVersionSeconds: number;
  rowsPerSecond: number;
  edit: { median: Record<string, number>; p95: number; bytesRead: number; bytesWritten: number };
  /** Whole work of an edit over reading all rows, counting and training as a first version does. */
  editOverFullRatio: number;
  peakMegabytes: number;
}

/** What `npm run bench -- retrain` finds. */
export interface RetrainReport {
  sizes: RetrainFigures[];
  /** The whole work of an edit at the largest size over that at the smallest. */
  editGrowth: number;
}

/**
 * First version and edits at several sizes, over the real database emulator in its own process, without the functions
 * emulator: the functions' own work. All figures of one run are made on the same machine in turn.
 */
export async function benchRetrain(sizes = [10_000, 232_725, 1_000_000], edits = 25): Promise<RetrainReport> {
  const figures: RetrainFigures[] = [];
  for (const rows of sizes) {
    const project = await startBenchProject(inRoot());
    try {
      figures.push(await benchSize(project, rows, edits));
      print(figures.at(-1)!);
    } finally {
      await project.stop();
    }
  }
  const [first] = figures;
  const last = figures.at(-1);
  const editGrowth = first && last ? last.edit.median['whole']! / first.edit.median['whole']! : 1;
  console.log(`an edit at the largest size takes ${editGrowth.toFixed(2)} times that at the smallest`);
  return { sizes: figures, editGrowth };
}

async function benchSize({ context, traffic }: BenchProject, rows: number, edits: number): Promise<RetrainFigures> {
  const id = `spotify-${rows}`;
  await storeSpotify(context, id, rows);
  const firstVersion = await timed(async () => {
    await ask(context, paths.recount(id));
    await recount(context, id);
    await retrain(context, (await findModel(context.tree, id))!.key);
  });
  const { key } = (await findModel(context.tree, id))!;
  const measured: EditFigures[] = [];
  for (let edit = 0; edit < edits; edit++) {
    measured.push(await benchEdit(context, traffic, { id, key, row: Math.floor((rows / edits) * edit) }));
  }
  // The first edits run cold code.
  const warm = measured.slice(Math.min(3, edits - 1));
  const median = Object.fromEntries(
    (['mark', 'recount', 'retrain', 'whole'] as const).map((step) => [
      step,
      quantile(
        warm.map((m) => m[step]),
        0.5,
      ),
    ]),
  );
  for (const step of Object.keys(warm[0]!.training)) {
    median[`retrain.${step}`] = quantile(
      warm.map(({ training }) => training[step] ?? 0),
      0.5,
    );
  }
  return {
    rows,
    blocks: Math.ceil(rows / 500),
    firstVersionSeconds: firstVersion / 1000,
    rowsPerSecond: Math.round(rows / (firstVersion / 1000)),
    edit: {
      median,
      p95: quantile(
        warm.map(({ whole }) => whole),
        0.95,
      ),
      bytesRead: quantile(
        warm.map((m) => m.traffic.read),
        0.5,
      ),
      bytesWritten: quantile(
        warm.map((m) => m.traffic.written),
        0.5,
      ),
    },
    editOverFullRatio: median['whole']! / firstVersion,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function benchEdit(
  context: BenchProject['context'],
  traffic: Traffic,
  { id, key, row }: { id: string; key: string; row: number },
): Promise<EditFigures> {
  await editRow(context, actor, id, row, { popularity: (row * 31) % 97 });
  Object.assign(traffic, { read: 0, written: 0 });
  const change = { dataset: id, rowsVersion: 1, block: String(Math.floor(row / 500)) };
  const mark = await timed(() => markChange(context, change));
  const counted = await timed(() => recount(context, id));
  const trained = await timed(() => retrain(context, key));
  const bytes = { ...traffic };
  const version = (await context.tree.read(`${paths.current(key)}/version`)) as string;
  const provenance = (await context.tree.read(`${paths.version(key, version)}/provenance`)) as Provenance;
  return {
    ...{ mark, recount: counted, retrain: trained, whole: mark + counted + trained },
    training: provenance.timings,
    traffic: bytes,
  };
}

async function ask({ tree }: BenchProject['context'], path: string): Promise<void> {
  await tree.write({ [`${path}/requested`]: increment(1) });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(values: number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))]! * 10) / 10;
}

function print({
  rows,
  rowsPerSecond,
  firstVersionSeconds,
  edit,
  editOverFullRatio,
  peakMegabytes,
}: RetrainFigures): void {
  console.log(`${rows.toLocaleString('en')} rows`);
  console.log(`  first version   ${firstVersionSeconds.toFixed(1)} s, ${rowsPerSecond} rows/s`);
  console.log(`  one edit        ${JSON.stringify(edit.median)} ms, p95 ${edit.p95} ms`);
  console.log(`  bytes of it     ${edit.bytesRead} read, ${edit.bytesWritten} written`);
  console.log(`  edit over full  ${editOverFullRatio.toFixed(3)}; peak memory so far ${peakMegabytes} MB`);
}
