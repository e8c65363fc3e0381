import { onRequest } from 'firebase-functions/https';
import { defaultRoutes } from '@segue/core/contract/api/recommendations';
import { httpOptions } from '../options.js';
import { recommendForUser } from '../pipeline/answers/answer.js';
import { defaultModel } from '../pipeline/models/default-model.js';
import { loadModel } from '../pipeline/answers/load-model.js';
import { serve, type Answers } from './serve.js';

/** Answers the report's one question: which artists for this genre? */
export const defaultAnswers: Answers<typeof defaultRoutes> = {
  async recommendByDefault({ context: { tree }, viewer, query: { genre, ...question } }) {
    const address = await defaultModel(tree);
    return recommendForUser(await loadModel(tree, address, viewer), { user: genre, ...question });
  },
};

/** Recommendations of the default model. */
export const recommendations = onRequest(httpOptions, serve(defaultRoutes, defaultAnswers));
