import { onRequest } from 'firebase-functions/https';
import { openColumns, toConfiguration } from '@segue/core/contract/api/model-definition';
import { modelRoutes } from '@segue/core/contract/api/models';
import { recommendationRoutes } from '@segue/core/contract/api/recommendations';
import { httpOptions } from '../options.js';
import { readCountedProfile } from '../pipeline/counting/read-profile.js';
import * as configure from '../pipeline/models/configure-model.js';
import { describeModel, visibleModels } from '../pipeline/models/describe-model.js';
import { readableModel } from '../pipeline/records/model-records.js';
import { recommendationAnswers } from './model-recommendations.js';
import { serve, type Answers } from './serve.js';

/** Answers for the routes of models. */
export const modelAnswers: Answers<typeof modelRoutes> = {
  async listModels({ context, viewer }) {
    const found = await visibleModels(context.tree, viewer);
    return { models: await Promise.all(found.map((model) => describeModel(context, model))) };
  },
  getModel: async ({ context, params, viewer }) =>
    describeModel(context, await readableModel(context.tree, params.id, viewer)),
  defineModel: async ({ context, params, caller, body }) =>
    describeModel(
      context,
      await configure.defineModel(context, caller.uid, params.id, toConfiguration(body), {
        proposals: { open: openColumns(body), readProfile: (id) => readCountedProfile(context.tree, id) },
      }),
    ),
  deleteModel: ({ context, params, caller }) => configure.removeModel(context, caller.uid, params.id),
  trainModel: async ({ context, params, caller }) =>
    describeModel(context, await configure.requestTraining(context, caller.uid, params.id)),
  cancelTraining: async ({ context, params, caller }) =>
    describeModel(context, await configure.cancelTraining(context, caller.uid, params.id)),
  chooseVersion: async ({ context, params, caller, body }) =>
    describeModel(context, await configure.chooseVersion(context, caller.uid, params.id, body)),
};

const routes = { ...modelRoutes, ...recommendationRoutes };

/** Models and what they recommend. */
export const models = onRequest(httpOptions, serve(routes, { ...modelAnswers, ...recommendationAnswers }));
