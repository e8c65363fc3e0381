import type { recommendationRoutes } from '@segue/core/contract/api/recommendations';
import * as answer from '../pipeline/answers/answer.js';
import { answerOrSayWhy } from '../pipeline/answers/answer-or-say-why.js';
import { loadModel } from '../pipeline/answers/load-model.js';
import { recommendToAll } from '../pipeline/answers/recommend-all.js';
import type { Answers } from './serve.js';

/** Answers for the routes that ask one model. */
export const recommendationAnswers: Answers<typeof recommendationRoutes> = {
  recommendForUser: async ({ context, params, viewer, query }) =>
    answer.recommendForUser(await loadModel(context.tree, params.id, viewer), query),
  async recommendForTastes({ context, params, viewer, body }) {
    const loaded = await loadModel(context.tree, params.id, viewer);
    const { tastes = [], userTags } = body;
    const recommend = () => {
      if (userTags) return answer.recommendForDescribedUser(loaded, { ...body, userTags });
      return answer[body.newUser ? 'recommendForNewUser' : 'recommendForTastes'](loaded, { ...body, tastes });
    };
    return answerOrSayWhy(loaded, recommend);
  },
  recommendAsCsv: async ({ context, params, viewer, query }) =>
    recommendToAll(await loadModel(context.tree, params.id, viewer), 'csv', query),
  recommendAsJsonl: async ({ context, params, viewer, query }) =>
    recommendToAll(await loadModel(context.tree, params.id, viewer), 'jsonl', query),
  async recommendSimilar({ context, params, viewer, query }) {
    const loaded = await loadModel(context.tree, params.id, viewer);
    return answerOrSayWhy(loaded, () => answer.recommendSimilar(loaded, query));
  },
  recommendLikeDescribed: async ({ context, params, viewer, body }) =>
    answer.recommendLikeDescribed(await loadModel(context.tree, params.id, viewer), body),
};
