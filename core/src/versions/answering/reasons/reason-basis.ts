import type { PublishedModel } from '../../../contract/published-model.js';
import type { Provenance } from '../../../contract/stored/version.js';
import { learnedTags } from './learned-tags.js';
import type { MethodName } from '../../../model/methods/recipe.js';

/** What reasons need to know of a version beside its numbers. */
export interface ReasonBasis {
  /** Absent for LightFM with all its parameters. */
  method?: MethodName;
  /** λ, if it is not the method's usual one. */
  regularisation?: number;
  /** The name of the user column. */
  userColumn: string;
  /** The columns of a regression, in the order of its components; `null` where a version does not say. */
  columns: readonly string[] | null;
  /** The tags behind them. */
  tags: readonly string[];
  /** Whether the rows of items come from numbers that describe them, at least in part. */
  describes: boolean;
  /** Whether it is known which of the known items are liked. */
  knowsLikes: boolean;
}

/** What a version says about how it was made, as reasons need it. */
export function reasonBasis(
  { users, embeddings, known, descriptions }: PublishedModel,
  { configuration, described, likes }: Pick<Provenance, 'configuration' | 'described' | 'likes'>,
): ReasonBasis {
  const { model, regularisation, user, itemFeatures } = configuration;
  // A version from before `described` was kept used all the columns, or it is not known which.
  const columns = described ?? itemFeatures ?? [];
  const tags = descriptions?.items ? learnedTags(descriptions.items) : [];
  return {
    ...(model !== undefined && model !== 'auto' && { method: model }),
    ...(regularisation !== undefined && { regularisation }),
    userColumn: user,
    columns: columns.length + tags.length === embeddings.noComponents - users.length ? columns : null,
    tags,
    describes: model === 'sound' || (model === undefined && columns.length + tags.length > 0),
    knowsLikes: known.weights !== undefined || likes === undefined,
  };
}
