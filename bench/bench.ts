/** `npm run bench [-- NAME …] [-- --json FILE]`: measures, prints the figures, and writes them as JSON if asked to. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exitWith, Failure } from '@segue/cli/failure';
import { benchColdItems } from './cold-items.js';
import { benchEmulator } from './emulator.js';
import { benchModel } from './model.js';
import { benchNewUsers } from './new-users.js';
import { benchQuality } from './quality.js';
import { benchRetrain } from './retrain.js';
import { benchSteady } from './steady.js';

/** Each benchmark prints its figures as it runs and returns them as an object for JSON. */
const benchmarks: Record<string, () => Promise<object>> = {
  'cold-items': benchColdItems,
  emulator: benchEmulator,
  model: benchModel,
  'new-users': benchNewUsers,
  quality: benchQuality,
  retrain: benchRetrain,
  steady: benchSteady,
};

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
  const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
  const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined) {
    throw new Failure(`There is no benchmark "${unknown}": name one of ${Object.keys(benchmarks).join(', ')}.`);
  }
  const figures: Record<string, object> = {};
  for (const name of names) {
    console.log(`\n${name}`);
    figures[name] = await benchmarks[name]!();
  }
  const report = names.length === 1 ? figures[names[0]!] : figures;
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
} catch (error) {
  exitWith(error);
}
