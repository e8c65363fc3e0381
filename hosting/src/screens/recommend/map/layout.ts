import type { PublishedModel } from '@segue/core/contract/published-model';
import { alignPoints, projectRows } from '@segue/core/model/answers/projection';
import type { ShownVersion } from '../../../data/shown-version.js';

/** The positions of a version's items and users on the map. Each user is placed amid the items it is connected with. */
export interface MapLayout {
  version: string;
  items: Float32Array;
  users: Float32Array;
  held: number;
}

let last: { layout: MapLayout; names: ShownVersion['names'] } | null = null;

/** The layout of a version, rotated to fit the last one shown, so that unchanged points stay where they were. */
export function layoutOf({ version, model, names }: ShownVersion): MapLayout {
  if (last?.layout.version === version) return last.layout;
  const { points, held } = projectRows(model.embeddings.itemEmbeddings, model.embeddings.noComponents);
  const items = last ? alignPoints(points, last.layout.items, commonItems(model, last.names)) : points;
  const layout = { version, items, users: centres(model, items), held };
  last = { layout, names };
  return layout;
}

function commonItems(model: PublishedModel, before: ShownVersion['names']): [number, number][] {
  return model.items.flatMap((name, own): [number, number][] => {
    const other = before.indexOf('item', name);
    return other === null ? [] : [[own, other]];
  });
}

function centres({ users, known }: PublishedModel, items: Float32Array): Float32Array {
  const centres = new Float32Array(users.length * 2);
  for (let user = 0; user < users.length; user++) {
    const [from, to] = [known.indptr[user]!, known.indptr[user + 1]!];
    for (let at = from; at < to; at++) {
      centres[user * 2]! += items[known.indices[at]! * 2]! / (to - from);
      centres[user * 2 + 1]! += items[known.indices[at]! * 2 + 1]! / (to - from);
    }
  }
  return centres;
}
