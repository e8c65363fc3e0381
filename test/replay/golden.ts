/**
 * `npm run golden -- DIR`: replays every fixture of a folder, a line each, and exits with 1 if one is not bit-equal to what
 * LightFM printed, with the reference kernel and with the exact one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFixture } from './golden-fixture.js';
import { kernels } from '@segue/core/model/kernels/choice';

const folder = process.argv[2] ?? 'test/golden';
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort();

let failed = 0;
for (const file of files) {
  const json = readJson(join(folder, file));
  const results = [kernels.reference, kernels.exact].map((kernel) => ({
    ...runFixture(file.replace(/\.json$/, ''), json, kernel),
    kernel: kernel.name,
  }));
  const bad = results.find(({ ok }) => !ok);
  if (bad) failed++;
  console.log(
    bad
      ? `FAIL ${bad.name}: ${bad.detail} (${bad.kernel} kernel)`
      : `ok   ${file.replace(/\.json$/, '')}: ${results[0]!.detail}`,
  );
}
console.log(`${files.length - failed} of ${files.length} fixtures are bit-equal`);
if (failed > 0 || files.length === 0) process.exitCode = 1;

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return String(error);
  }
}
