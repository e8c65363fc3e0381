import type { PublishedModel } from '../../contract/published-model.js';
import { cosines, norm, topItems, type Taste } from '../../model/answers/recommend.js';
import type { TasteKind } from './names.js';

/** A name close to the mix. */
export interface CloseName {
  kind: TasteKind;
  name: string;
}

/**
 * The users and items outside the mix whose embeddings point most nearly in its direction: mostly users, because they
 * are the broad strokes.
 */
export function closeNames(model: PublishedModel, tastes: readonly Taste[], users: number, items: number): CloseName[] {
  const mix = mixVector(model, tastes);
  if (!mix) return [];
  const { embeddings } = model;
  const chosen = new Set(tastes.map(({ kind, index }) => `${kind} ${index}`));
  const nearest = (kind: TasteKind, rows: Float32Array, names: readonly string[], count: number): CloseName[] =>
    topItems(cosines(rows, embeddings.noComponents, mix, 0), count, (index) => chosen.has(`${kind} ${index}`)).map(
      ({ item }) => ({ kind, name: names[item]! }),
    );
  return [
    ...nearest('user', embeddings.userEmbeddings, model.users, users),
    ...nearest('item', embeddings.itemEmbeddings, model.items, items),
  ];
}

/**
 * The weighted sum of the tastes' directions; `null` if it has no direction. Not the vector that ranks: there a user counts
 * with the length of its embedding, here all count alike, so that one long embedding does not name all its neighbours.
 */
function mixVector({ embeddings }: PublishedModel, tastes: readonly Taste[]): Float32Array | null {
  const d = embeddings.noComponents;
  const mix = new Float32Array(d);
  for (const { kind, index, weight } of tastes) {
    const rows = kind === 'user' ? embeddings.userEmbeddings : embeddings.itemEmbeddings;
    const length = norm(rows, index, d) || 1;
    for (let j = 0; j < d; j++) mix[j]! += (weight / length) * rows[index * d + j]!;
  }
  return norm(mix, 0, d) === 0 ? null : mix;
}
