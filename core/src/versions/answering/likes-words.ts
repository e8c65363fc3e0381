import type { LikesRule } from '../likes.js';

/** Which ratings are likes, in words: "rated 4 or more on a scale from 1 to 5". */
export function likesWords({ likedFrom, scale }: LikesRule): string {
  const on = scale === undefined ? '' : ` on a scale from ${scale.lowest} to ${scale.highest}`;
  return `rated ${likedFrom} or more${on}`;
}
