import { foldInUser, type FoldedRow, type Liking } from '../../answers/fold-in.js';
import type { Embeddings } from '../../state.js';
import { foldInIals } from '../ials.js';
import { foldInSoftmax } from '../softmax/fold-in-softmax.js';
import { foldInNeighbours } from './fold-in-neighbours.js';
import { foldInRegression } from './fold-in-regression.js';
import type { FoldInTerms } from './fold-in-terms.js';

/**
 * The row of a user that was not trained, solved as the model's method solves for the users it is trained on: from the
 * pairs and weights of a user of `softmax` or `ials`, that user's row. Without terms, `foldInUser`.
 *
 * @param likings an item once at most.
 * @throws ModelError `value` if an item is not in the model or a weight is beyond ±1e6.
 */
export function foldInByTerms(model: Embeddings, likings: readonly Liking[], terms: FoldInTerms | null): FoldedRow {
  switch (terms?.method) {
    case 'softmax':
      return foldInSoftmax(model, likings, terms);
    case 'ials':
      return foldInIals(model, likings, terms);
    case 'regression':
      return foldInRegression(model, likings, terms);
    case 'neighbours':
      return foldInNeighbours(model, likings);
    default:
      return foldInUser(model, likings);
  }
}
