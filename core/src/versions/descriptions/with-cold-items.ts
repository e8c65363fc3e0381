import type { DescribedSide, Descriptions, ItemDescriptions } from '../../contract/descriptions.js';
import type { ModelConfiguration } from '../../contract/stored/model.js';
import { fitAttributeMap, rowsByDescription, type AttributeMap } from '../../model/descriptions/attribute-map.js';
import { standardiseBy } from '../../model/methods/standardised-columns.js';
import type { Embeddings } from '../../model/state.js';
import type { PreparedInteractions } from '../prepare-interactions.js';
import type { DescribedItems } from './described-items.js';
import type { DescribedUsers } from './described-users.js';
import { lengthened } from './lengthened.js';

/** What a version publishes beside what was trained. */
export interface CompleteModel {
  /** The items with pairs, sorted by name, then the cold ones, sorted likewise. */
  readonly items: readonly string[];
  readonly embeddings: Embeddings;
  /** The number of rows behind each item's pairs; 0 for a cold one. */
  readonly popularity: Float32Array;
  readonly descriptions?: Descriptions;
}

/**
 * A trained model with rows for the cold items, predicted from their descriptions (`fitAttributeMap`). The method `popularity`
 * cannot rank cold items, so its models have none; their items can be asked for by tags all the same.
 */
export function withColdItems(
  { items, popularity, describedItems, describedUsers }: PreparedInteractions,
  { model }: Pick<ModelConfiguration, 'model'>,
  trained: Embeddings,
): CompleteModel {
  if (model === 'popularity') {
    const tagged = describedItems && { descriptions: { items: tagsAlone(describedItems, items.length, trained) } };
    return { items, embeddings: trained, popularity, ...tagged };
  }
  if (!(describedItems ?? describedUsers)) return { items, embeddings: trained, popularity };
  const ofUsers = describedUsers && usersSide(describedUsers, trained);
  const users = ofUsers && { users: ofUsers };
  if (!describedItems) return { items, embeddings: trained, popularity, descriptions: { ...users } };
  const { itemColumns, cold } = describedItems;
  const map = fitAttributeMap(itemColumns, { embeddings: trained.itemEmbeddings, biases: trained.itemBiases });
  const predicted = rowsByDescription(map, cold.columns);
  return {
    items: [...items, ...cold.names],
    embeddings: {
      ...trained,
      itemEmbeddings: lengthened(trained.itemEmbeddings, predicted.embeddings),
      itemBiases: lengthened(trained.itemBiases, predicted.biases),
    },
    popularity: lengthened(popularity, new Float32Array(cold.names.length)),
    descriptions: { items: itemsSide(describedItems, map), ...users },
  };
}

function usersSide({ columns, tags }: DescribedUsers, { userEmbeddings, userBiases }: Embeddings): DescribedSide {
  const map = fitAttributeMap(columns, { embeddings: userEmbeddings, biases: userBiases });
  return { numbers: [], tags, learned: [...tags.keys()], map };
}

function itemsSide({ described, tags, learned, tagged, cold }: DescribedItems, map: AttributeMap): ItemDescriptions {
  const { columns, ...rest } = cold.columns;
  const values = standardiseBy(cold.columns, map.spreads);
  const numbers = described.length;
  const coldNumbers = Float32Array.from({ length: rest.items * numbers }, (_, at) => {
    return values[Math.floor(at / numbers) * columns + (at % numbers)]!;
  });
  return { numbers: described, tags, learned, map, tagged, coldNumbers, coldShares: cold.shares };
}

/** The tags of the items with pairs, and nothing that was learned from them. */
function tagsAlone(
  { tags, tagged: { indptr, indices } }: DescribedItems,
  items: number,
  { noComponents }: Embeddings,
): ItemDescriptions {
  return {
    numbers: [],
    tags,
    learned: [],
    map: { spreads: [], weights: new Float32Array(noComponents + 1) },
    tagged: { indptr: indptr.slice(0, items + 1), indices: indices.slice(0, indptr[items]) },
    coldNumbers: new Float32Array(0),
    coldShares: new Float32Array(0),
  };
}
