import * as z from 'zod/mini';
import { someText } from './fields.js';
import { defineRoute, requestBytes } from './route.js';

/** Which model answers `/api/recommendations`; `null` for none. */
export const defaultModelView = z.object({ model: z.nullable(z.string()) });

/** The default model. */
export const getDefaultModel = defineRoute({
  method: 'GET',
  path: '/api/default-model',
  summary: 'which model answers `/api/recommendations`',
  status: 200,
  reply: defaultModelView,
  errors: [],
  right: ['read', 'defaultModel'],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Chooses another default model, or none. */
export const setDefaultModel = defineRoute({
  method: 'PUT',
  path: '/api/default-model',
  summary: 'makes `model` the one that answers `/api/recommendations`; `null` leaves none',
  body: { kind: 'json', schema: z.strictObject({ model: z.nullable(someText.check(z.maxLength(400))) }) },
  status: 200,
  reply: defaultModelView,
  errors: ['model-not-found', 'conflict'],
  right: ['change', 'defaultModel'],
  bounds: { bodyBytes: requestBytes },
  quota: 'write',
});

/** The routes of the default model, by name. */
export const defaultModelRoutes = { getDefaultModel, setDefaultModel };
