/** A process that does one function's work once, as an instance of it would, and tells its time and its peak of memory. */
import { readFileSync } from 'node:fs';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { timed } from './figures.js';
import { caller, benchContext } from './project.js';

/** What is to be done: a file to be stored, a data set to be counted, or a model to be trained. */
export interface WorkerTask {
  port: number;
  work: 'upload' | 'recount' | 'retrain';
  key: string;
}

/** What came of it; `id` is the new data set's. */
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
    process.send!(done, () => process.disconnect());
  });
});
