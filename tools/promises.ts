/**
 * `npm run promises`: writes the bytes that this code produces to core/src/versions/promised-bytes.ts. It adds what is
 * new and replaces everything under a number that was raised; it refuses different bytes under the same number.
 */
import { writeFile } from 'node:fs/promises';
import { promisedBytes } from '@segue/core/versions/promised-bytes';
import { inRoot } from '@segue/suite/launcher/root';
import { brokenPromises } from './promises/broken-promises.js';
import { computePromises } from './promises/compute.js';
import { promisesSource } from './promises/source-text.js';

const found = await computePromises();
const broken = brokenPromises(promisedBytes, found);
if (broken.length > 0) {
  for (const sentence of broken) console.error(sentence);
  process.exitCode = 1;
} else {
  await writeFile(inRoot('core/src/versions/promised-bytes.ts'), promisesSource(found));
}
