import { onRequest } from 'firebase-functions/https';
import { defaultModelRoutes } from '@segue/core/contract/api/default-model';
import { openColumns, toConfiguration } from '@segue/core/contract/api/model-definition';
import { modelRoutes } from '@segue/core/contract/api/models';
import { recommendationRoutes } from '@segue/core/contract/api/recommendations';
import { httpOptions } from '../options.js';
import { readCountedProfile } from '../pipeline/counting/read-profile.js';
import * as configure from '../pipeline/models/configure-model.js';
import { readVersion } from '../pipeline/answers/read-version.js';
import { chooseDefault, chosenModel } from '../pipeline/models/default-model.js';
import { describeModelTo, visibleModels } from '../pipeline/models/describe-model.js';
import { readableModel } from '../pipeline/records/model-records.js';
import { recommendationAnswers } from './model-recommendations.js';
import { serve, type Answers } from './serve.js';

/** Answers for the routes of models. */
export const modelAnswers: Answers<typeof modelRoutes> = {
  async listModels({ context, viewer }) {
    const found = await visibleModels(context.tree, viewer);
    return { models: await Promise.all(found.map((model) => describeModelTo(context, model, viewer))) };
  },
  getModel: async ({ context, params, viewer }) =>
    describeModelTo(context, await readableModel(context.tree, params.id, viewer), viewer),
  defineModel: async ({ context, params, caller, body }) =>
    describeModelTo(
      context,
      await configure.defineModel(context, caller.uid, params.id, toConfiguration(body), {
        proposals: { open: openColumns(body), readProfile: (id) => readCountedProfile(context.tree, id) },
      }),
      caller.uid,
    ),
  deleteModel: ({ context, params, caller }) => configure.removeModel(context, caller.uid, params.id),
  trainModel: async ({ context, params, caller }) =>
    describeModelTo(context, await configure.requestTraining(context, caller.uid, params.id), caller.uid),
  cancelTraining: async ({ context, params, caller }) =>
    describeModelTo(context, await configure.cancelTraining(context, caller.uid, params.id), caller.uid),
  chooseVersion: async ({ context, params, caller, body }) =>
    describeModelTo(context, await configure.chooseVersion(context, caller.uid, params.id, body), caller.uid),
  readVersion: ({ context, params, viewer }) => readVersion(context.tree, params.id, params.version, viewer),
};

/** Answers for the routes of the default model. */
export const defaultModelAnswers: Answers<typeof defaultModelRoutes> = {
  getDefaultModel: async ({ context }) => ({ model: await chosenModel(context.tree) }),
  setDefaultModel: async ({ context, caller, body }) => ({ model: await chooseDefault(context, caller, body.model) }),
};

const routes = { ...modelRoutes, ...recommendationRoutes, ...defaultModelRoutes };

/** Models and what they recommend. */
export const models = onRequest(
  httpOptions,
  serve(routes, { ...modelAnswers, ...recommendationAnswers, ...defaultModelAnswers }),
);
