import { storedKinds } from '@segue/core/tables/columns/column-kinds';
import { encodeProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { encodeInteractionParts, sumByPart } from '@segue/core/tables/sums/interactions';
import type { Parts } from '@segue/core/tables/parts';
import { columnsOf } from '@segue/core/versions/model-columns';
import { modelBasis, profileBasis } from '@segue/functions/pipeline/counting/derivations';
import { digest, digestEach, digestOfParts } from '@segue/functions/pipeline/records/digests';
import { columns, promisedRows } from './table.js';
import { configurationOf } from './versions.js';

type Digests = Record<string, string>;

const rows = () => promisedRows().map((cells, index) => ({ index, cells }));

/** Digests of the stored interaction parts, and of the basis they are stored under. */
export function interactionDigests(): Digests {
  const described = { rating: 'rating', itemFeatures: ['energy'] };
  return {
    'plain interactions': digestOf(interactionParts({})),
    'interactions with ratings': digestOf(interactionParts({ rating: 'rating' })),
    'interactions with item features': digestOf(interactionParts(described)),
    'interactions with lists of users': digestOf(interactionParts({ ...described, userLists: true })),
    'interactions with tags': digestOf(interactionParts({ ...described, itemTags: ['date'], userTags: ['rating'] })),
    'the basis of interactions': modelBasis(1, configurationOf()),
    'the basis of interactions with item features': modelBasis(1, configurationOf(described)),
    'the basis of interactions with tags': modelBasis(1, configurationOf({ itemTags: ['date'], userTags: ['id'] })),
    'the basis of interactions with lists of users': modelBasis(1, configurationOf({ userLists: true })),
  };
}

/** Digests of the stored profile, and of the basis it is stored under. */
export function profileDigests(): Digests {
  const all = rows();
  return {
    'the profile of all rows': digestOf(encodeProfile(summariseProfile(all, columns.length))),
    'the profile of a block': digestOf(encodeProfile(summariseProfile(all.slice(200, 300), columns.length))),
    'the basis of a profile': profileBasis('promised', 1),
    // A new kind is counted as text in what is stored already, so it needs another format.
    'the kinds of columns, as stored': digest(storedKinds.join(' ')),
  };
}

function interactionParts(changes: Parameters<typeof configurationOf>[0]): Parts {
  const at = columnsOf(configurationOf(changes), columns);
  if (!at) throw new Error('The promised table lacks a column of its model.');
  return encodeInteractionParts(sumByPart(at.userLists ? rowsWithLists() : rows(), at));
}

/** The promised rows with two users in each: the table itself must stay as it is. */
function rowsWithLists(): ReturnType<typeof rows> {
  return rows().map(({ index, cells: [user, ...rest] }) => ({
    index,
    cells: [JSON.stringify([user, `user ${index % 7}`]), ...rest],
  }));
}

function digestOf(parts: Parts): string {
  return digestOfParts(digestEach(parts));
}
