import type { ApiClient } from '@segue/cli/api-client';
import { ApiError } from '@segue/core/contract/api/api-error';
import { recommendByDefault, type RecommendationsView } from '@segue/core/contract/api/recommendations';

/** Tried first; if the data has no such genre, uses the first name that the API suggests. */
const firstGenre = 'Jazz';

/** What the default model recommends for one genre, or a line that says why there is no answer yet. */
export async function describeFirstRecommendations(api: ApiClient): Promise<string> {
  try {
    return describe(await ask(api, firstGenre));
  } catch (error) {
    const suggestion = error instanceof ApiError ? firstSuggestion(error) : undefined;
    if (suggestion === undefined) return `No recommendations yet. ${explain(error)}`;
    return describe(await ask(api, suggestion));
  }
}

function ask(api: ApiClient, genre: string): Promise<RecommendationsView> {
  return api(recommendByDefault, { query: { genre, count: 5 } });
}

function firstSuggestion(error: ApiError): string | undefined {
  const { suggestions } = error.extra;
  const first: unknown = Array.isArray(suggestions) ? suggestions[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function explain(error: unknown): string {
  return error instanceof ApiError ? error.message : String(error);
}

function describe(answer: RecommendationsView): string {
  const items = answer.items.map(({ rank, item }) => `${rank} ${item}`).join('   ');
  return `If you like ${answer.user ?? 'this'}, five artists to discover:\n  ${items}`;
}
