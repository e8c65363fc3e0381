import { SegueError } from '@segue/core/contract/errors';
import { titleOf, type PublishedModel } from '@segue/core/contract/published-model';
import type { NamedTaste, TasteRequest } from '@segue/core/contract/api/recommendations';
import type { Taste } from '@segue/core/model/answers/recommend';
import { labelOf } from '@segue/core/versions/answering/labels';
import type { TasteKind } from '@segue/core/versions/answering/names';
import type { LoadedModel } from './load-model.js';

/** A request names an item that the model does not have. */
export class UnknownItem extends SegueError {
  constructor(
    readonly item: string,
    message: string,
    extra: SegueError['extra'],
  ) {
    super('unknown-item', message, extra);
  }
}

/**
 * The row of a user or an item that a request names.
 * @throws unknown-user or unknown-item with the nearest names
 */
export function resolveName({ published, names }: LoadedModel, kind: TasteKind, name: string): number {
  const index = names.find(kind, name);
  if (index !== null) return index;
  const suggestions = names.nearest(kind, name, 5);
  const hint =
    suggestions.length === 0 ? knownNames(published, kind) : ` The nearest names are: ${suggestions.join(', ')}.`;
  const message = `The model has no ${kind} "${name}".${hint}`;
  if (kind === 'item') throw new UnknownItem(name, message, { suggestions });
  throw new SegueError('unknown-user', message, { suggestions });
}

/**
 * A taste from a request, with its row in the model instead of its name.
 * @throws unknown-user, unknown-item
 */
export function resolveTaste(loaded: LoadedModel, { user, item, weight }: TasteRequest): Taste {
  if (user !== undefined) return { kind: 'user', index: resolveName(loaded, 'user', user), weight };
  return { kind: 'item', index: resolveName(loaded, 'item', item ?? ''), weight };
}

/** A taste as the reply names it, in the model's own spelling. */
export function tasteByName({ published }: LoadedModel, { kind, index, weight }: Taste): NamedTaste {
  if (kind === 'user') return { user: published.users[index]!, weight };
  const title = titleOf(published, index);
  return { item: published.items[index]!, ...(title !== null && { title }), weight };
}

/** What to ask for instead if no name is close. */
function knownNames(published: PublishedModel, kind: TasteKind): string {
  const names = kind === 'user' ? published.users : published.items;
  const some = names.slice(0, 10).map((_, index) => labelOf(published, kind, index));
  const all = names.length <= 10 ? some.join(', ') : `${some.join(', ')} and ${names.length - 10} more`;
  const popular = kind === 'user' ? ' GET …/recommendations with fallback=popularity answers with popular items.' : '';
  return ` It has ${all}.${popular}`;
}
