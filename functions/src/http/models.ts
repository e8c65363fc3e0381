import { onRequest } from 'firebase-functions/https';
import { SegueError } from '@segue/core/contract/errors';
import {
  currentChange,
  modelDefinition,
  recommendationQuery,
  similarQuery,
  tastesRequest,
  toConfiguration,
} from '@segue/core/contract/requests';
import { httpOptions } from '../options.js';
import {
  recommendForNewUser,
  recommendForTastes,
  recommendForUser,
  recommendSimilar,
} from '../pipeline/answers/answer.js';
import {
  cancelTraining,
  chooseVersion,
  defineModel,
  removeModel,
  requestTraining,
} from '../pipeline/models/configure-model.js';
import { describeModel, visibleModels } from '../pipeline/models/describe-model.js';
import { loadModel } from '../pipeline/answers/load-model.js';
import { readableModel, type KeyedModel } from '../pipeline/records/model-records.js';
import { endpoint, serve, type Call, type Endpoints, type Reply } from './endpoint.js';

/** The endpoints under `/api/models`. */
export const modelEndpoints: Endpoints = {
  'GET /api/models': endpoint({
    async run({ context, viewer }) {
      const models = await visibleModels(context.tree, viewer);
      return { body: { models: await Promise.all(models.map((model) => describeModel(context, model))) } };
    },
  }),
  'GET /api/models/{id}': endpoint({
    run: async (call) => modelReply(call, await readableModel(call.context.tree, call.params['id']!, call.viewer)),
  }),
  'PUT /api/models/{id}': endpoint({
    body: modelDefinition,
    async run(call) {
      const id = modelId(call.params['id']!);
      const defined = await defineModel(call.context, call.caller().uid, id, toConfiguration(call.body));
      return await modelReply(call, defined, 202);
    },
  }),
  'DELETE /api/models/{id}': endpoint({
    async run({ context, caller, params }) {
      await removeModel(context, caller().uid, params['id']!);
      return { status: 204 };
    },
  }),
  'POST /api/models/{id}/train': endpoint({
    run: async (call) =>
      modelReply(call, await requestTraining(call.context, call.caller().uid, call.params['id']!), 202),
  }),
  'POST /api/models/{id}/cancel': endpoint({
    run: async (call) =>
      modelReply(call, await cancelTraining(call.context, call.caller().uid, call.params['id']!), 202),
  }),
  'PUT /api/models/{id}/current': endpoint({
    body: currentChange,
    run: async (call) =>
      modelReply(call, await chooseVersion(call.context, call.caller().uid, call.params['id']!, call.body)),
  }),
  'GET /api/models/{id}/recommendations': endpoint({
    query: recommendationQuery,
    run: async ({ context, params, viewer, query }) => ({
      body: recommendForUser(await loadModel(context.tree, params['id']!, viewer), query),
    }),
  }),
  'POST /api/models/{id}/recommendations': endpoint({
    body: tastesRequest,
    async run({ context, params, viewer, body }) {
      const loaded = await loadModel(context.tree, params['id']!, viewer);
      return { body: body.newUser ? recommendForNewUser(loaded, body) : recommendForTastes(loaded, body) };
    },
  }),
  'GET /api/models/{id}/similar': endpoint({
    query: similarQuery,
    run: async ({ context, params, viewer, query }) => ({
      body: recommendSimilar(await loadModel(context.tree, params['id']!, viewer), query),
    }),
  }),
};

/** Models and what they recommend. */
export const models = onRequest(httpOptions, serve(modelEndpoints));

async function modelReply({ context }: Call, model: KeyedModel, status = 200): Promise<Reply> {
  return { status, body: await describeModel(context, model) };
}

function modelId(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw new SegueError('invalid-request', `"${id}" is no model id. Use letters, digits, "-" and "_", at most 100.`);
}
