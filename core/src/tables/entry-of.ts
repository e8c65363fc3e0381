/** The value of a key the map must have. Throws a RangeError if it is missing, which is a bug in the caller. */
export function entryOf<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`The map has no entry for ${String(key)}.`);
  return value;
}
