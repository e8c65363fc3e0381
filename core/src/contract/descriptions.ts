import type { AttributeMap } from '../model/descriptions/attribute-map.js';
import { fromBase64, fromSlices, parseNames, toBase64, toSlices } from './slices.js';
import type { StoredDescriptions } from './stored/version.js';

/** A tag, and the column that it stands in. */
export interface TagName {
  readonly column: string;
  readonly tag: string;
}

/** How a model tells one side's rows from descriptions. */
export interface DescribedSide {
  /** The names of the numbers, in the order of the map; none for users. */
  readonly numbers: readonly string[];
  /** The tags behind them: places in `names`. */
  readonly tags: readonly number[];
  readonly map: AttributeMap;
}

/** What describes the items and users of a version. */
export interface Descriptions {
  /** All tags of items and users. */
  readonly names: readonly TagName[];
  readonly items?: DescribedSide;
  readonly users?: DescribedSide;
  /** The tags of each item, as rows over the items: places in `names`, ascending. */
  readonly tagged: { readonly indptr: Int32Array; readonly indices: Int32Array };
  /** The standardised numbers and the tags of the items that are only described, row-major; empty if there are none. */
  readonly told: Float32Array;
}

/** Descriptions as a version stores them. */
export function encodeDescriptions({ names, items, users, tagged, told }: Descriptions): StoredDescriptions {
  return {
    names: toSlices(JSON.stringify(names.flatMap(({ column, tag }) => [column, tag]))),
    ...(items && { items: encodeSide(items) }),
    ...(users && { users: encodeSide(users) }),
    taggedIndptr: toSlices(toBase64(tagged.indptr)),
    taggedIndices: toSlices(toBase64(tagged.indices)),
    told: toSlices(toBase64(told)),
  };
}

/**
 * Descriptions in a version node.
 * @throws Error if the tags are no list of names
 */
export function decodeDescriptions(stored: StoredDescriptions): Descriptions {
  const flat = parseNames(stored.names, 'tags');
  const { items, users } = stored;
  return {
    names: Array.from({ length: flat.length / 2 }, (_, at) => ({ column: flat[2 * at]!, tag: flat[2 * at + 1]! })),
    ...(items && { items: decodeSide(items) }),
    ...(users && { users: decodeSide(users) }),
    tagged: {
      indptr: new Int32Array(fromBase64(fromSlices(stored.taggedIndptr))),
      indices: new Int32Array(fromBase64(fromSlices(stored.taggedIndices))),
    },
    told: new Float32Array(fromBase64(fromSlices(stored.told))),
  };
}

type StoredSide = NonNullable<StoredDescriptions['items']>;

function encodeSide({ numbers, tags, map: { spreads, weights } }: DescribedSide): StoredSide {
  return {
    numbers: spreads.map(({ mean, deviation, unit }, at) => ({ column: numbers[at]!, mean, deviation, unit })),
    tags: [...tags],
    weights: toSlices(toBase64(weights)),
  };
}

function decodeSide({ numbers, tags, weights }: StoredSide): DescribedSide {
  const spreads = numbers.map(({ mean, deviation, unit }) => ({ mean, deviation, unit }));
  return {
    numbers: numbers.map(({ column }) => column),
    tags,
    map: { spreads, weights: new Float32Array(fromBase64(fromSlices(weights))) },
  };
}
