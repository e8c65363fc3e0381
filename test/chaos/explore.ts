/**
 * A separate program, so that it can be bundled without one of the protocol's safeguards: explores schedules, as far as
 * its argument says, until something fails, and prints the failure as JSON.
 */
import { initialTree } from './cases.js';
import { explore } from './search.js';

const reach = JSON.parse(process.argv[2]!) as Parameters<typeof explore>[1];
console.log(JSON.stringify(await explore(await initialTree(), reach)));
