/** `npm run figures`: draws the figures of docs/model.md from the sample; a test checks them by drawing them again. */
import { writeFile } from 'node:fs/promises';
import { drawLeak } from './figures/leak.js';
import { drawLearning } from './figures/learning.js';
import { drawMap } from './figures/map.js';
import { inRoot } from '@segue/suite/launcher/root';

const figures = { 'model-map': drawMap, 'model-learning': drawLearning, 'model-leak': drawLeak };
for (const [name, draw] of Object.entries(figures)) {
  await writeFile(inRoot(`docs/${name}.svg`), await draw());
  console.log(`docs/${name}.svg`);
}
