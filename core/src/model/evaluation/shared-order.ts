import { countAtMost, countBelow } from './sorted-search.js';
import { distinctOf, type TieGroup } from './tie-groups.js';

/** The order of items by scores that all users share: one user's tie groups are found in it by binary search. */
export class SharedOrder {
  /** Whether all ranked items have the same score. */
  readonly isFlat: boolean;
  private readonly ascending: Float32Array;

  /**
   * @param scores the score of every item, none NaN; they must not change.
   * @param excluded 1 for items that are not ranked for anybody.
   */
  constructor(
    private readonly scores: Float32Array,
    excluded: Uint8Array,
  ) {
    this.ascending = scores.filter((_, item) => excluded[item] !== 1).sort();
    this.isFlat = this.ascending[0] === this.ascending.at(-1);
  }

  /** What `tieGroups` gives where the train items are excluded too; all are ranked, each once, and none is in both. */
  tieGroups(testItems: Int32Array, trainItems: Int32Array): TieGroup[] {
    const [tests, known] = [this.sorted(testItems), this.sorted(trainItems)];
    const ranked = this.ascending;
    const groups = Array.from(distinctOf(tests), (score): TieGroup => {
      const notAbove = countAtMost(ranked, score) - countAtMost(known, score);
      const below = countBelow(ranked, score) - countBelow(known, score);
      return {
        start: ranked.length - known.length - notAbove,
        size: notAbove - below,
        tests: countAtMost(tests, score) - countBelow(tests, score),
      };
    });
    return groups.reverse();
  }

  private sorted(items: Int32Array): Float32Array {
    return Float32Array.from(items, (item) => this.scores[item]!).sort();
  }
}
