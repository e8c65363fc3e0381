import type { Descriptions } from '../../contract/descriptions.js';
import type { ModelConfiguration } from '../../contract/stored/model.js';
import { fitAttributeMap, rowsByDescription, type AttributeMap } from '../../model/descriptions/attribute-map.js';
import { standardiseBy } from '../../model/methods/standardised-columns.js';
import type { Embeddings } from '../../model/state.js';
import type { PreparedInteractions } from '../prepare-interactions.js';

/** What a version publishes beside what was trained. */
export interface CompleteModel {
  /** The items with pairs, sorted by name, then the cold ones, sorted likewise. */
  readonly items: readonly string[];
  readonly embeddings: Embeddings;
  /** The number of rows that connect somebody with each item; 0 for a cold one. */
  readonly popularity: Float32Array;
  readonly descriptions?: Descriptions;
}

/**
 * A trained model with rows for the items that are described and that nobody is connected with (`fitAttributeMap`). Popularity
 * knows nothing of those: with that method they stay out.
 */
export function withColdItems(
  prepared: PreparedInteractions,
  { model }: Pick<ModelConfiguration, 'model'>,
  trained: Embeddings,
): CompleteModel {
  const { items, popularity, itemColumns, cold, describedUsers } = prepared;
  if (model === 'popularity' || !(itemColumns ?? describedUsers)) return { items, embeddings: trained, popularity };
  const { userEmbeddings, userBiases, itemEmbeddings, itemBiases } = trained;
  const map = itemColumns && fitAttributeMap(itemColumns, { embeddings: itemEmbeddings, biases: itemBiases });
  const users = describedUsers && fitAttributeMap(describedUsers.columns, { embeddings: userEmbeddings, biases: userBiases }); // prettier-ignore
  const descriptions = descriptionsOf(prepared, { items: map, users });
  if (!map || !cold || cold.names.length === 0) return { items, embeddings: trained, popularity, descriptions };
  const told = rowsByDescription(map, cold.columns);
  return {
    items: [...items, ...cold.names],
    embeddings: {
      ...trained,
      itemEmbeddings: joined(itemEmbeddings, told.embeddings),
      itemBiases: joined(itemBiases, told.biases),
    },
    popularity: joined(popularity, new Float32Array(cold.names.length)),
    descriptions: { ...descriptions, told: Float32Array.from(standardiseBy(cold.columns, map.spreads)) },
  };
}

function descriptionsOf(
  { items, described = [], tagNames = [], learnedTags = [], tagged, describedUsers }: PreparedInteractions,
  maps: { items: AttributeMap | undefined; users: AttributeMap | undefined },
): Descriptions {
  const ofUsers = describedUsers?.tags ?? [];
  return {
    names: [...tagNames, ...ofUsers],
    ...(maps.items && { items: { numbers: described, tags: learnedTags, map: maps.items } }),
    ...(maps.users && {
      users: { numbers: [], tags: ofUsers.map((_, at) => tagNames.length + at), map: maps.users },
    }),
    tagged: tagged ?? { indptr: new Int32Array(items.length + 1), indices: new Int32Array(0) },
    told: new Float32Array(0),
  };
}

function joined(one: Float32Array, other: Float32Array): Float32Array {
  if (other.length === 0) return one;
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
