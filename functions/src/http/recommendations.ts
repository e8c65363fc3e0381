import { onRequest } from 'firebase-functions/https';
import { defaultRoutes } from '@segue/core/contract/api/recommendations';
import { SegueError } from '@segue/core/contract/errors';
import { httpOptions } from '../options.js';
import { recommendForUser } from '../pipeline/answers/answer.js';
import { defaultModelId } from '../pipeline/models/describe-model.js';
import { loadModel } from '../pipeline/answers/load-model.js';
import { serve, type Answers } from './serve.js';

/** Answers the report's one question: which artists for this genre? */
export const defaultAnswers: Answers<typeof defaultRoutes> = {
  async recommendByDefault({ context: { tree }, viewer, query: { genre, ...question } }) {
    const id = await defaultModelId(tree);
    if (id === null) {
      throw new SegueError('no-model', 'There is no trained public model yet. Upload a data set, or define a model.');
    }
    return recommendForUser(await loadModel(tree, id, viewer), { user: genre, ...question });
  },
};

/** Recommendations of the default model. */
export const recommendations = onRequest(httpOptions, serve(defaultRoutes, defaultAnswers));
