/** `npm run privacy -- --schedules N --seed S`: searches for ways from private to readable in N sequences of 25 steps. */
import { parseArgs } from 'node:util';
import { tryPrivacy } from './trial.js';

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const [schedules, first] = [Number(values.schedules), Number(values.seed)];
if (!Number.isInteger(schedules) || schedules < 1 || !Number.isInteger(first)) {
  throw new Error('Give whole numbers: --schedules N --seed S.');
}
console.log(`Trying ${schedules} sequences from seed ${first}.`);
for (let seed = first; seed < first + schedules; seed++) {
  const { steps, failure } = await tryPrivacy(seed, 25);
  if (failure === null) continue;
  console.error([`Seed ${seed}:`, ...steps, failure].join('\n'));
  process.exitCode = 1;
  break;
}
if (process.exitCode === undefined) console.log(`passed: ${schedules} sequences from seed ${first}`);
