/** Longer lists, and more lists than this, are rarely met twice. */
const [MOST_KEYS, MOST_LISTS] = [64, 10_000];

/**
 * Lists of keys in order, each kept once: records of a table, whatever the order of their members and whichever of them are
 * null, then share a few lists instead of having one each, which would take more room than their values.
 */
export class KeyLists {
  private readonly lists = new Map<string, readonly string[]>();

  /** The same list, if there is one, else this one. */
  shared(keys: readonly string[]): readonly string[] {
    if (keys.length > MOST_KEYS) return keys;
    // No key holds a slash.
    const name = keys.join('/');
    const known = this.lists.get(name);
    if (known !== undefined) return known;
    if (this.lists.size < MOST_LISTS) this.lists.set(name, keys);
    return keys;
  }
}
