import { titleOf, type PublishedModel } from '../../contract/published-model.js';
import type { Names, TasteKind } from './names.js';

/** What people read for a user or an item in a row of a model: the item's title, else the name. */
export function labelOf(model: PublishedModel, kind: TasteKind, index: number): string {
  return kind === 'user' ? model.users[index]! : (titleOf(model, index) ?? model.items[index]!);
}

/** What labels are read from. */
interface LabelledVersion {
  readonly model: PublishedModel;
  readonly names: Names;
}

/** The same for a name, which another version may have had: its title in this one, else the name. */
export function labelOfName({ model, names }: LabelledVersion, kind: TasteKind, name: string): string {
  const index = names.indexOf(kind, name);
  return index === null ? name : labelOf(model, kind, index);
}

/** The same for an item of one of these versions: its title in the first that has one, else the name. */
export function itemLabelIn(versions: readonly LabelledVersion[], name: string): string {
  return versions.map((version) => labelOfName(version, 'item', name)).find((label) => label !== name) ?? name;
}
