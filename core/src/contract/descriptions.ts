import type { AttributeMap } from '../model/descriptions/attribute-map.js';
import { fromBase64, fromSlices, parseNames, toBase64, toSlices } from './slices.js';
import type { StoredDescriptions } from './stored/version.js';

/** A tag, and the column that it stands in. */
export interface TagName {
  readonly column: string;
  readonly tag: string;
}

/** How a model predicts the rows of one side from descriptions. */
export interface DescribedSide {
  /** The names of the numbers, in the order of the map; none for users. */
  readonly numbers: readonly string[];
  /** All tags that one can ask for. */
  readonly tags: readonly TagName[];
  /** The tags that the map has learned, behind the numbers: places in `tags`. */
  readonly learned: readonly number[];
  readonly map: AttributeMap;
}

/** What is known of a version's items beside who is connected with them. */
export interface ItemDescriptions extends DescribedSide {
  /** The tags of each item, as CSR rows over the items: places in `tags`, ascending. */
  readonly tagged: { readonly indptr: Int32Array; readonly indices: Int32Array };
  /** The standardised numbers of the cold items, which come last: row-major cold items × numbers. */
  readonly coldNumbers: Float32Array;
  /** For each entry of `tagged` that is of a cold item: the share of the item's rows with tags in its column that have the tag. */
  readonly coldShares: Float32Array;
}

/** What describes the items and users of a version. */
export interface Descriptions {
  readonly items?: ItemDescriptions;
  readonly users?: DescribedSide;
}

/** Descriptions as a version stores them. */
export function encodeDescriptions({ items, users }: Descriptions): StoredDescriptions {
  return {
    ...(items && {
      items: {
        ...encodeSide(items),
        taggedIndptr: toSlices(toBase64(items.tagged.indptr)),
        taggedIndices: toSlices(toBase64(items.tagged.indices)),
        coldNumbers: toSlices(toBase64(items.coldNumbers)),
        coldShares: toSlices(toBase64(items.coldShares)),
      },
    }),
    ...(users && { users: encodeSide(users) }),
  };
}

/**
 * Descriptions in a version node.
 * @throws Error if the tags are no list of names
 */
export function decodeDescriptions({ items, users }: StoredDescriptions): Descriptions {
  return {
    ...(items && {
      items: {
        ...decodeSide(items),
        tagged: {
          indptr: new Int32Array(fromBase64(fromSlices(items.taggedIndptr))),
          indices: new Int32Array(fromBase64(fromSlices(items.taggedIndices))),
        },
        coldNumbers: new Float32Array(fromBase64(fromSlices(items.coldNumbers))),
        coldShares: new Float32Array(fromBase64(fromSlices(items.coldShares))),
      },
    }),
    ...(users && { users: decodeSide(users) }),
  };
}

type StoredSide = NonNullable<StoredDescriptions['users']>;

function encodeSide({ numbers, tags, learned, map: { spreads, weights } }: DescribedSide): StoredSide {
  return {
    numbers: spreads.map(({ mean, deviation, unit }, at) => ({ column: numbers[at]!, mean, deviation, unit })),
    tags: toSlices(JSON.stringify(tags.flatMap(({ column, tag }) => [column, tag]))),
    learned: [...learned],
    weights: toSlices(toBase64(weights)),
  };
}

function decodeSide({ numbers, tags, learned, weights }: StoredSide): DescribedSide {
  const flat = parseNames(tags, 'tags');
  return {
    numbers: numbers.map(({ column }) => column),
    tags: Array.from({ length: flat.length / 2 }, (_, at) => ({ column: flat[2 * at]!, tag: flat[2 * at + 1]! })),
    learned,
    map: {
      spreads: numbers.map(({ mean, deviation, unit }) => ({ mean, deviation, unit })),
      weights: new Float32Array(fromBase64(fromSlices(weights))),
    },
  };
}
