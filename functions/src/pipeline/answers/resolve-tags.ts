import type { DescribedSide } from '@segue/core/contract/descriptions';
import { SegueError } from '@segue/core/contract/errors';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { FoldedRow } from '@segue/core/model/answers/fold-in';
import { rowByDescription } from '@segue/core/versions/answering/by-description';
import type { TasteKind } from '@segue/core/versions/answering/names';
import { describedSide, findTag, nearestTags } from '@segue/core/versions/answering/tags';
import type { LoadedModel } from './load-model.js';

/** What a request says of an item or a user that the model does not have. */
export interface DescriptionRequest {
  /** As people type them. */
  tags?: readonly string[] | undefined;
  /** By column. */
  numbers?: Readonly<Record<string, number>> | undefined;
}

/**
 * The places of a tag that a request names.
 * @throws unknown-tag with the nearest tags
 */
export function resolveTag(model: PublishedModel, kind: TasteKind, tag: string): readonly number[] {
  const side = describedSide(model, kind);
  const found = findTag(side, tag);
  if (found.length > 0) return found;
  const suggestions = nearestTags(side, tag, 5);
  const hint = suggestions.length > 0 ? ` The nearest are: ${suggestions.join(', ')}.` : tagHint(side, kind);
  throw new SegueError('unknown-tag', `No ${kind} of the model has the tag "${tag}".${hint}`, { suggestions });
}

/** What to do where no tag is near because there are none. */
function tagHint(side: DescribedSide | undefined, kind: TasteKind): string {
  return side && side.tags.length > 0 ? '' : ` It has no tags: define it with ${kind}Tags, the columns that hold them.`;
}

/**
 * The row that is predicted from a description.
 * @throws invalid-parameters if nothing describes this side of the model, or a column of numbers does not; unknown-tag
 */
export function resolveDescription(
  { id, published }: LoadedModel,
  kind: TasteKind,
  asked: DescriptionRequest,
): FoldedRow {
  const side = describedSide(published, kind);
  if (!side || side.numbers.length + side.learned.length === 0) throw notDescribed(id, kind, side);
  const { tags = [], numbers = {} } = asked;
  const strange = Object.keys(numbers).find((column) => !side.numbers.includes(column));
  if (strange !== undefined) throw noSuchNumber(strange, side);
  const places = new Set(tags.flatMap((tag) => resolveTag(published, kind, tag)));
  return rowByDescription(side, { numbers, tags: places });
}

function notDescribed(id: string, kind: TasteKind, side: DescribedSide | undefined): SegueError {
  if (side) {
    const words =
      `The model ${id} has learned nothing from descriptions: ` +
      `each tag belongs to one ${kind} alone, or popularity makes the lists.`;
    return new SegueError('invalid-parameters', words);
  }
  const columns = kind === 'user' ? 'userTags' : 'itemFeatures or itemTags';
  return new SegueError(
    'invalid-parameters',
    `The model ${id} has no ${kind} descriptions. Name columns in ${columns}.`,
  );
}

function noSuchNumber(column: string, { numbers }: DescribedSide): SegueError {
  const known = numbers.length === 0 ? 'It has none.' : `It has ${numbers.join(', ')}.`;
  return new SegueError('invalid-parameters', `The model has no numbers "${column}" of items. ${known}`);
}
