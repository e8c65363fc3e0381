/** A process that does one function's work once, as an instance of it would, and tells its time and its peak of memory. */
import { recount } from '../../functions/src/pipeline/recount.js';
import { retrain } from '../../functions/src/pipeline/retrain.js';
import { timed } from './figures.js';
import { benchContext } from './project.js';

process.once('message', (message) => {
  const { port, work, key } = message as { port: number; work: 'recount' | 'retrain'; key: string };
  const { context } = benchContext(port);
  void timed(() => (work === 'recount' ? recount(context, key) : retrain(context, key))).then((milliseconds) => {
    process.send!({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }, () => process.disconnect());
  });
});
