import { ModelError } from '@segue/core/model/errors';
import { buildFeatureMatrix, type FeatureData } from './feature-rows.js';
import type { Coo, Csr } from '@segue/core/model/sparse';

/** An id or a feature's name; 17 and "17" differ. */
export type Id = string | number;

/** An interaction: user, item, and weight (default 1). */
export type InteractionTuple = readonly [user: Id, item: Id] | readonly [user: Id, item: Id, weight: number];

/** Which ids are features too. */
export interface DatasetOptions {
  /** Each user has a feature of its own (default true). */
  readonly userIdentityFeatures?: boolean;
  /** Each item has a feature of its own (default true). */
  readonly itemIdentityFeatures?: boolean;
}

/** The names that a dataset learns. */
export interface DatasetNames {
  readonly users?: Iterable<Id>;
  readonly items?: Iterable<Id>;
  readonly userFeatures?: Iterable<Id>;
  readonly itemFeatures?: Iterable<Id>;
}

/** One side's maps, each value → next free index at its first appearance. */
interface SideMaps {
  readonly ids: Map<Id, number>;
  readonly features: Map<Id, number>;
}

/**
 * LightFM's `Dataset`: turns ids and names into the matrices of a fit (docs/lightfm.md#dataset).
 *
 *     const dataset = new Dataset().fit({ users: ['ann'], items: ['kiwi', 'lime'], itemFeatures: ['green'] });
 *     const { interactions } = dataset.buildInteractions([['ann', 'kiwi']]);
 *     const itemFeatures = dataset.buildItemFeatures([['lime', ['green']]]);
 */
export class Dataset {
  private readonly userIdentity: boolean;
  private readonly itemIdentity: boolean;
  private user: SideMaps = emptyMaps();
  private item: SideMaps = emptyMaps();

  constructor({ userIdentityFeatures = true, itemIdentityFeatures = true }: DatasetOptions = {}) {
    this.userIdentity = userIdentityFeatures;
    this.itemIdentity = itemIdentityFeatures;
  }

  /** Forgets everything, then learns these names. */
  fit(names: DatasetNames): this {
    this.user = emptyMaps();
    this.item = emptyMaps();
    return this.fitPartial(names);
  }

  /**
   * Learns additional names: users, items, user features, item features, in this order. After several calls, ids and
   * names are mixed among the columns, and a feature with the same name as an id shares its column.
   */
  fitPartial({ users = [], items = [], userFeatures = [], itemFeatures = [] }: DatasetNames): this {
    learnIds(this.user, users, this.userIdentity);
    learnIds(this.item, items, this.itemIdentity);
    learn(this.user.features, userFeatures);
    learn(this.item.features, itemFeatures);
    return this;
  }

  /** The four maps, value → index, in the order of indices. */
  mapping(): Record<'userIds' | 'userFeatures' | 'itemIds' | 'itemFeatures', ReadonlyMap<Id, number>> {
    const { user, item } = this;
    return { userIds: user.ids, userFeatures: user.features, itemIds: item.ids, itemFeatures: item.features };
  }

  /** The numbers of users and items. */
  interactionsShape(): [number, number] {
    return [this.user.ids.size, this.item.ids.size];
  }

  /** The numbers of users and user features. */
  userFeaturesShape(): [number, number] {
    return [this.user.ids.size, this.user.features.size];
  }

  /** The numbers of items and item features. */
  itemFeaturesShape(): [number, number] {
    return [this.item.ids.size, this.item.features.size];
  }

  /** The numbers of user features and item features: the rows of the embeddings of a model fitted with them. */
  modelDimensions(): [number, number] {
    return [this.user.features.size, this.item.features.size];
  }

  /**
   * Two matrices with the same entries, in the given order and with repetitions: ones, and weights.
   *
   * @throws ModelError `value` for a tuple of the wrong length or an unknown id.
   */
  buildInteractions(data: Iterable<InteractionTuple>): { interactions: Coo<Int32Array>; weights: Coo } {
    const [row, col, weights]: [number[], number[], number[]] = [[], [], []];
    for (const tuple of data) {
      const length: number = tuple.length;
      if (length !== 2 && length !== 3) {
        throw new ModelError(
          'value',
          `Expecting tuples of (user_id, item_id, weight) or (user_id, item_id), not ${length} values.`,
        );
      }
      row.push(indexOf(this.user.ids, tuple[0], 'User'));
      col.push(indexOf(this.item.ids, tuple[1], 'Item'));
      weights.push(tuple[2] ?? 1);
    }
    const [rows, cols] = this.interactionsShape();
    const shared = { format: 'coo', rows, cols, row: Int32Array.from(row), col: Int32Array.from(col) } as const;
    return {
      interactions: { ...shared, data: new Int32Array(row.length).fill(1) },
      weights: { ...shared, data: Float32Array.from(weights) },
    };
  }

  /**
   * Users × user features; ids may be left out or repeated. Values of one feature are added up, and each row is divided
   * by the sum of its absolute values unless `normalize` is false.
   *
   * @throws ModelError `value` for an unknown id or feature, a tuple of the wrong length, or a row to normalise without
   *   entries.
   */
  buildUserFeatures(data: Iterable<FeatureData>, options: { normalize?: boolean } = {}): Csr {
    return buildFeatureMatrix('user', this.user, this.userIdentity, data, options.normalize ?? true);
  }

  /** Items × item features, like `buildUserFeatures`. */
  buildItemFeatures(data: Iterable<FeatureData>, options: { normalize?: boolean } = {}): Csr {
    return buildFeatureMatrix('item', this.item, this.itemIdentity, data, options.normalize ?? true);
  }
}

function emptyMaps(): SideMaps {
  return { ids: new Map(), features: new Map() };
}

function learn(map: Map<Id, number>, names: Iterable<Id>): void {
  for (const name of names) if (!map.has(name)) map.set(name, map.size);
}

function learnIds({ ids, features }: SideMaps, names: Iterable<Id>, identity: boolean): void {
  for (const name of names) {
    learn(ids, [name]);
    if (identity) learn(features, [name]);
  }
}

function indexOf(ids: ReadonlyMap<Id, number>, id: Id, side: 'User' | 'Item'): number {
  const index = ids.get(id);
  if (index !== undefined) return index;
  const kind = side.toLowerCase();
  throw new ModelError(
    'value',
    `${side} id ${id} not in ${kind} id mapping. Make sure you call fit with all ${kind}s.`,
  );
}
