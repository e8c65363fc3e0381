/** The kinds of reasons; see `Reason`. */
export const reasonKinds = ['user', 'column', 'tag', 'like', 'described', 'near', 'popular'] as const;

/**
 * One reason why an item is recommended.
 *
 * - `user`: the item also belongs to this other user, which adds `amount` to the score.
 * - `column`: the item's number in this column is high or low (`level`), which adds `amount`.
 * - `tag`: the item has this tag, which adds `amount`.
 * - `like`: the user likes this item, and that adds `amount`.
 * - `described`: an item that the user likes whose numbers are near; `amount` is the likeness, from 0.5 to 1.
 * - `near`: an item that the user likes whose row of the model is near, and that one user at least likes together with this one;
 *   `amount` likewise.
 * - `popular`: how many users like the item (`name` is `users`), or how many rows it has (`rows`).
 */
export interface Reason {
  kind: (typeof reasonKinds)[number];
  name: string;
  amount: number;
  /** Of a column: above or below its mean over the items. */
  level?: 'high' | 'low';
}
