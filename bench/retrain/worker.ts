/** A process that does one function's work once, as an instance would, and reports time and peak memory. */
import { readFileSync } from 'node:fs';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { timed } from './figures.js';
import { caller, benchContext } from './project.js';

/** The work: storing a file, counting a data set, or training a model. */
export interface WorkerTask {
  port: number;
  work: 'upload' | 'recount' | 'retrain';
  key: string;
}

/** The result; `id` is the new data set's. */
export interface Done {
  milliseconds: number;
  megabytes: number;
  id?: string;
}

process.once('message', (message) => {
  const { port, work, key } = message as WorkerTask;
  const { context } = benchContext(port);
  const done: Done = { milliseconds: 0, megabytes: 0 };
  const works = {
    upload: async () => {
      done.id = await createDataset(context, caller, { fileName: 'spotify.csv', name: 'spotify' }, readFileSync(key));
    },
    recount: () => recount(context, key),
    retrain: () => retrain(context, key),
  };
  void timed(works[work]).then((milliseconds) => {
    Object.assign(done, { milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 });
    process.send?.(done, () => process.disconnect());
  });
});
