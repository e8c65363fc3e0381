import * as z from 'zod/mini';
import { defaults } from '../defaults.js';
import { limits } from '../limits.js';
import { knownMode, queryBoolean, queryWhole, someText } from './fields.js';

const countBounds = [z.minimum(1), z.maximum(limits.recommendations)] as const;
const countInQuery = z._default(queryWhole(...countBounds), defaults.recommendations);
const countInBody = z._default(z.number().check(z.int(), ...countBounds), defaults.recommendations);
const offsetBounds = [z.minimum(0), z.maximum(limits.offset)] as const;
const offsetInQuery = z._default(queryWhole(...offsetBounds), 0);
const offsetInBody = z._default(z.number().check(z.int(), ...offsetBounds), 0);
const known = z._default(knownMode, defaults.known);
const fallback = z._default(z.enum(['none', 'popularity']), 'none');
/** Whether the answer says why each item is in it. */
const whyInQuery = z._default(queryBoolean, false);
const listedItem = z.string().check(z.minLength(1), z.maxLength(limits.itemCharacters));
const listedItems = z.array(listedItem).check(z.maxLength(limits.listedItems));

const listedTags = z.array(listedItem).check(z.maxLength(limits.listedTags));

/** Lists of names of items and tags. A query repeats the parameter: `allow=Sade&allow=Earth, Wind & Fire`, encoded. */
const filter = {
  /** Only these items. An empty list would leave nothing to recommend. */
  allow: z.optional(
    listedItems.check(z.refine((names) => names.length > 0, 'must name an item; leave it out to accept all items')),
  ),
  /** None of these items, even if `allow` names them. */
  exclude: z.optional(listedItems),
  /** Only items that have all of these tags. A tag is a word, or `column: word`. */
  tags: z.optional(listedTags),
  /** No item that has one of these tags. */
  withoutTags: z.optional(listedTags),
};
const places = { count: countInQuery, offset: offsetInQuery, ...filter };

/** The query for recommendations to one user. */
export const userQuery = z.strictObject({ user: someText, ...places, known, fallback, why: whyInQuery });

/** The query for recommendations to one user of the default model. */
export const genreQuery = z.strictObject({ genre: someText, ...places, known, fallback, why: whyInQuery });

const taste = z
  .strictObject({
    user: z.optional(someText),
    item: z.optional(someText),
    weight: z._default(z.number().check(z.minimum(-limits.tasteWeight), z.maximum(limits.tasteWeight)), 1),
  })
  .check(
    z.refine(({ user, item }) => (user === undefined) !== (item === undefined), 'must name either a user or an item'),
  );

/** The request for recommendations from several tastes, or from those of a new user. */
export const tastesRequest = z
  .strictObject({
    tastes: z.optional(z.array(taste).check(z.minLength(1), z.maxLength(limits.likings))),
    /** The tags of a user that the model was not trained on, in place of tastes. */
    userTags: z.optional(listedTags.check(z.minLength(1))),
    count: countInBody,
    offset: offsetInBody,
    ...filter,
    known,
    why: z._default(z.boolean(), false),
    /** Whether the tastes are those of one user that the model was not trained on. */
    newUser: z._default(z.boolean(), false),
  })
  .check(
    z.refine(({ newUser, tastes = [] }) => !newUser || tastes.every(({ user }) => user === undefined), {
      error: 'must name only items when newUser is true: what the new user likes and dislikes',
      path: ['tastes'],
    }),
    z.refine(({ newUser, tastes = [] }) => newUser || tastes.length <= limits.tastes, {
      error: `must have at most ${limits.tastes} elements, or be those of one new user (newUser)`,
      path: ['tastes'],
    }),
    z.refine(({ tastes, userTags }) => (tastes === undefined) !== (userTags === undefined), {
      error: 'or userTags must be given, and not both',
      path: ['tastes'],
    }),
  );

/** The request for items similar to one that the model does not have, and for users who would like it. */
export const describedItemRequest = z.strictObject({
  description: z
    .strictObject({
      tags: z.optional(listedTags),
      /** By column; a column that is left out counts as unknown. */
      numbers: z.optional(z.record(z.string().check(z.maxLength(limits.itemCharacters)), z.number())),
    })
    .check(
      z.refine(
        ({ tags = [], numbers = {} }) => tags.length + Object.keys(numbers).length > 0,
        'must name a tag or a number',
      ),
    ),
  count: countInBody,
  offset: offsetInBody,
  ...filter,
});

/** The query for recommendations to every user. */
export const everyUserQuery = z.strictObject({ count: countInQuery, ...filter, known });

/** The query for items similar to one item. */
export const similarQuery = z.strictObject({ item: someText, ...places });
