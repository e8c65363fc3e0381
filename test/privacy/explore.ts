/** Runs sequences until one fails; bundled with a mend taken out (`privacy.test.ts`). Prints how it ended as JSON. */
import { tryPrivacy } from './trial.js';

const { seed, most, length } = JSON.parse(process.argv[2]!) as { seed: number; most: number; length: number };
let tried = 0;
let failure: string | null = null;
for (; tried < most && failure === null; tried++) ({ failure } = await tryPrivacy(seed + tried, length));
console.log(JSON.stringify({ tried, failure }));
