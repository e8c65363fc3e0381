import { registry, toJSONSchema, type $ZodType } from 'zod/v4/core';
import { errorStatus } from '../errors.js';
import { errorsOf, type Route, type RouteBody, type Routes, isForAccounts } from './route.js';

/**
 * The OpenAPI 3.1 document of a table of routes.
 * @param replies every reply schema, and `Problem`, by their names in the document
 */
export function openApi(routes: Routes, replies: Readonly<Record<string, $ZodType>>): object {
  const names = new Map(Object.entries(replies).map(([name, schema]) => [schema, name]));
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, route] of Object.entries(routes)) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(id, route, names);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Segue', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: replySchemas(replies),
      securitySchemes: { firebase: { type: 'http', scheme: 'bearer', bearerFormat: 'Firebase ID token' } },
    },
  };
}

const component = (name: string) => `#/components/schemas/${name}`;

function replySchemas(replies: Readonly<Record<string, $ZodType>>): Record<string, object> {
  const named = registry<{ id: string }>();
  for (const [id, schema] of Object.entries(replies)) named.add(schema, { id });
  const { schemas } = toJSONSchema(named, { io: 'input', uri: component });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: _id, '~standard': _standard, ...rest }]) => [name, rest]),
  );
}

function operation(operationId: string, route: Route, names: ReadonlyMap<$ZodType, string>): object {
  const { summary, params, query, body, status, right, quota, bounds } = route;
  const success = successContent(operationId, route, names);
  return {
    operationId,
    summary,
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body && { requestBody: { required: true, content: requestContent(body) } }),
    responses: { [status]: { description: 'done', ...(success && { content: success }) }, ...problems(route) },
    // Reading public data needs no account; private data is visible to its owner only.
    security: isForAccounts(route) ? [{ firebase: [] }] : [{}, { firebase: [] }],
    ...(right && { 'x-right': right.join(' ') }),
    'x-quota': quota,
    'x-bounds': bounds,
  };
}

function successContent(operationId: string, { reply, download }: Route, names: ReadonlyMap<$ZodType, string>) {
  if (download) {
    const format = download === 'application/zip' ? { format: 'binary' } : {};
    return { [download]: { schema: { type: 'string', ...format } } };
  }
  return reply && jsonContent({ $ref: component(names.get(reply) ?? operationId) });
}

/** One reply for each status, with the error codes it may carry. */
function problems(route: Route): Record<string, object> {
  const codes = errorsOf(route);
  const replies: Record<string, object> = {};
  for (const status of new Set(codes.map((code) => errorStatus[code]))) {
    const ofStatus = codes.filter((code) => errorStatus[code] === status);
    replies[status] = {
      description: ofStatus.join(', '),
      content: {
        'application/problem+json': {
          schema: { $ref: component('Problem'), properties: { code: { enum: ofStatus } } },
        },
      },
    };
  }
  return replies;
}

function parameters(place: 'path' | 'query', schema: $ZodType | undefined): object[] {
  const { properties = {}, required = [] } = schema ? jsonSchema(schema) : {};
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: inner,
  }));
}

function requestContent(body: RouteBody): object {
  if (body.kind === 'json') return jsonContent(jsonSchema(body.schema));
  if (body.kind === 'bytes') return { 'application/octet-stream': {} };
  const fields = jsonSchema(body.fields);
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const properties = { ...fields.properties, file };
  const required = [...(fields.required ?? []), 'file'];
  return { 'multipart/form-data': { schema: { ...fields, properties, required } } };
}

function jsonContent(schema: object): object {
  return { 'application/json': { schema } };
}

/** The JSON schema of a part of a request. */
function jsonSchema(schema: $ZodType) {
  const { $schema: _, '~standard': _standard, ...rest } = toJSONSchema(schema, { io: 'input' });
  return rest;
}
