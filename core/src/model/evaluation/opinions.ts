import type { Scorer } from './evaluate.js';
import { cellRows, type Cells, type Csr } from '../sparse.js';

/** How often a liked item stands above a disliked one of the same user. */
export interface OpinionOrder {
  /** The part of the comparisons in which it does; equal scores count half. */
  readonly share: number;
  /** How many pairs of a liked and a disliked item were compared. */
  readonly comparisons: number;
}

/**
 * Whether a ranking tells what people like from what they dislike, on items that were set aside: over all users, each liked
 * item of one with each disliked one. `null` where no user has both.
 *
 * @param liked, disliked cells of the same users and items.
 */
export function likedAboveDisliked(score: Scorer, liked: Cells, disliked: Cells): OpinionOrder | null {
  const [ofLiked, ofDisliked] = [cellRows(liked), cellRows(disliked)];
  let [above, comparisons] = [0, 0];
  for (let user = 0; user < liked.users; user++) {
    const [likes, dislikes] = [itemsOf(ofLiked, user), itemsOf(ofDisliked, user)];
    if (likes.length === 0 || dislikes.length === 0) continue;
    const scores = score(user);
    for (const like of likes) {
      for (const dislike of dislikes) above += order(scores[like]!, scores[dislike]!);
    }
    comparisons += likes.length * dislikes.length;
  }
  return comparisons === 0 ? null : { share: above / comparisons, comparisons };
}

function order(liked: number, disliked: number): number {
  if (liked === disliked) return 0.5;
  return liked > disliked ? 1 : 0;
}

function itemsOf({ indptr, indices }: Csr, user: number): Int32Array {
  return indices.subarray(indptr[user], indptr[user + 1]);
}
