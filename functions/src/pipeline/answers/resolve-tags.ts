import type { DescribedSide } from '@segue/core/contract/descriptions';
import { SegueError } from '@segue/core/contract/errors';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { FoldedRow } from '@segue/core/model/answers/fold-in';
import { rowByDescription } from '@segue/core/versions/answering/by-description';
import {
  describedValues,
  findTag,
  nearestTags,
  type Description,
  type TagSide,
} from '@segue/core/versions/answering/tags';
import type { LoadedModel } from './load-model.js';

/**
 * The places of a tag that a request names.
 * @throws unknown-tag with the nearest tags
 */
export function resolveTag(model: PublishedModel, side: TagSide, tag: string): number[] {
  const found = findTag(model, side, tag);
  if (found.length > 0) return found;
  const suggestions = nearestTags(model, side, tag, 5);
  const hint = suggestions.length > 0 ? ` The nearest are: ${suggestions.join(', ')}.` : withoutTags(model, side);
  throw new SegueError('unknown-tag', `No ${side} of the model has the tag "${tag}".${hint}`, { suggestions });
}

/** What to do where no tag is near, perhaps because there are none. */
function withoutTags(model: PublishedModel, side: TagSide): string {
  const hasTags = side === 'user' ? model.descriptions?.users : model.descriptions?.items;
  return hasTags ? '' : ` It has no tags: define it with ${side}Tags, the columns that hold them.`;
}

/**
 * The row that a description gives.
 * @throws invalid-parameters if nothing describes this side of the model, or a column of numbers does not; unknown-tag
 */
export function resolveDescription({ id, published }: LoadedModel, side: TagSide, asked: Description): FoldedRow {
  const of = side === 'user' ? published.descriptions?.users : published.descriptions?.items;
  if (!of) throw notDescribed(id, side);
  const { tags = [], numbers = {} } = asked;
  const strange = Object.keys(numbers).find((column) => !of.numbers.includes(column));
  if (strange !== undefined) throw noSuchNumber(strange, of);
  const places = new Set(tags.flatMap((tag) => resolveTag(published, side, tag)));
  return rowByDescription(of, describedValues(of, { numbers, tags: places }));
}

function notDescribed(id: string, side: TagSide): SegueError {
  const columns = side === 'user' ? 'userTags' : 'itemFeatures or itemTags';
  return new SegueError(
    'invalid-parameters',
    `Nothing describes the ${side}s of the model ${id}. Define it with ${columns}: columns that do.`,
  );
}

function noSuchNumber(column: string, { numbers }: DescribedSide): SegueError {
  const known = numbers.length === 0 ? 'It has none.' : `It has ${numbers.join(', ')}.`;
  return new SegueError('invalid-parameters', `The model has no numbers "${column}" of items. ${known}`);
}
