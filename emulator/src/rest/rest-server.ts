import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestFailure } from '../failure.js';
import { answerData } from './data-requests.js';
import { sendError } from './reply.js';
import { type RestRequest, readRequest } from './rest-request.js';
import { type Settings, answerSettings } from './settings-requests.js';

/** Answers every HTTP request; `project` is the database of requests that name none. */
export async function answerHttp(
  settings: Settings,
  project: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  allowOrigin(message, response);
  try {
    if (message.method === 'OPTIONS') answerPreflight(message, response);
    else await answer(settings, project, readRequest(message, settings.readToken), response);
  } catch (error) {
    sendError(response, error);
  }
}

async function answer(
  settings: Settings,
  project: string,
  request: RestRequest,
  response: ServerResponse,
): Promise<void> {
  const namespace = namespaceOf(request.params, project);
  if (await answerSettings(settings, request, namespace, response)) return;
  if (!request.path.endsWith('.json')) {
    throw new RequestFailure('not_found', 'Not found: paths of the REST API end in .json, as in /users/ada.json');
  }
  const pathText = request.path.slice(0, -'.json'.length);
  await answerData({ ...request, database: settings.instances.get(namespace), pathText }, response);
}

/** The database a request is for: `ns`, or the project's own. */
export function namespaceOf(params: URLSearchParams, project: string): string {
  const namespace = params.get('ns') ?? '';
  return namespace === '' ? project : namespace;
}

/** The service allows every origin and echoes it. */
function allowOrigin(message: IncomingMessage, response: ServerResponse): void {
  const { origin } = message.headers;
  response.setHeader('Access-Control-Allow-Origin', origin ?? '*');
  response.setHeader('Access-Control-Expose-Headers', 'ETag');
  if (origin !== undefined) response.setHeader('Vary', 'Origin');
}

function answerPreflight(message: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'GET, PUT, PATCH, POST, DELETE, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', message.headers['access-control-request-headers'] ?? '*');
  response.setHeader('Access-Control-Max-Age', '3600');
  response.writeHead(200);
  response.end();
}
