/** The deployed functions. Each is defined in the file with its name. */
export { datasets } from './http/datasets.js';
export { accounts } from './http/accounts.js';
export { uploads } from './http/uploads.js';
export { models } from './http/models.js';
export { recommendations } from './http/recommendations.js';
export { rowsChanged } from './triggers/rows-changed.js';
export { recount } from './triggers/recount.js';
export { countBlocks } from './triggers/count-blocks.js';
export { retrain } from './triggers/retrain.js';
export { sweep } from './triggers/sweep.js';
