/**
 * `npm run privacy -- --schedules N --seed S`: looks for ways from private to readable in N sequences of 25 steps, the first of
 * which is drawn from seed S. A failure prints the steps that led to it, and the command that repeats it.
 */
import { parseArgs } from 'node:util';
import { exitWith, Failure } from '@segue/cli/failure';
import { wholeNumber } from '../chaos/options.js';
import { tryPrivacy } from './trial.js';

try {
  const { values } = parseArgs({
    options: { schedules: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  });
  const [schedules, first] = [wholeNumber('schedules', values.schedules), wholeNumber('seed', values.seed)];
  for (let seed = first; seed < first + schedules; seed++) {
    const { steps, failure } = await tryPrivacy({ seed, length: 25 });
    if (failure === null) continue;
    const again = `npm run privacy -- --schedules 1 --seed ${seed}`;
    throw new Failure(
      [`What is private was readable (${again}): ${failure}`, 'after these steps:', ...steps].join('\n'),
    );
  }
  console.log(`passed: ${schedules} sequences from seed ${first}`);
} catch (error) {
  exitWith(error);
}
