import type { ServerResponse } from 'node:http';
import type { ReadToken } from '../credentials.js';
import { RequestFailure, permissionDenied } from '../failure.js';
import type { Instances } from '../instances.js';
import { parseJsonSource, plainJson } from '../rules/json-source.js';
import { parseRules } from '../rules/parse-rules.js';
import { parseTrigger } from '../triggers/registration.js';
import type { Triggers } from '../triggers/triggers.js';
import { prettyJson } from '../tree/pretty-json.js';
import { explain } from './explain-request.js';
import { sendJson } from './reply.js';
import { readBody } from './request-body.js';
import { type RestRequest, callerOf, parseJson } from './rest-request.js';

/** What the settings requests read and change. */
export interface Settings {
  readonly instances: Instances;
  readonly triggers: Triggers;
  readonly readToken: ReadToken;
  /** How many writes have changed data since the start. */
  readonly commits: { readonly count: number };
}

type SettingsAnswer = (
  settings: Settings,
  request: RestRequest,
  namespace: string,
  response: ServerResponse,
) => Promise<void> | void;

/** Requests about the emulator itself, by method and path, as the Emulator Suite and rules-unit-testing make them. */
const ANSWERS: Readonly<Record<string, SettingsAnswer>> = {
  'GET /.settings/rules.json': getRules,
  'PUT /.settings/rules.json': putRules,
  'POST /.settings/functionTriggers.json': postTrigger,
  'PUT /.settings/functionTriggers.json': postTrigger,
  'PUT /.settings/strictTriggerValidation.json': accept,
  'GET /.inspect/databases.json': getDatabases,
  'GET /.inspect/commits.json': getCommits,
  'POST /.inspect/explain.json': postExplain,
};

/**
 * Answers a request about settings; returns false if it is not one. All but the list of databases require an
 * administrator.
 */
export async function answerSettings(
  settings: Settings,
  request: RestRequest,
  namespace: string,
  response: ServerResponse,
): Promise<boolean> {
  const answer = ANSWERS[`${request.method} ${request.path}`];
  if (answer === undefined && !request.path.startsWith('/.settings/')) return false;
  const open = request.path === '/.inspect/databases.json';
  if (!open && !callerOf(request).admin) throw permissionDenied();
  if (answer === undefined) {
    const what = `${request.method} ${request.path.slice(1)}`;
    throw new RequestFailure('not_found', `not emulated: ${what}. Emulated: ${Object.keys(ANSWERS).join(', ')}`);
  }
  await answer(settings, request, namespace, response);
  return true;
}

/** The rules as uploaded; with `format=strict`, which firebase-admin sends, as JSON without comments. */
function getRules({ instances }: Settings, request: RestRequest, namespace: string, response: ServerResponse): void {
  const { source } = instances.get(namespace).rules;
  const isStrict = request.params.get('format') === 'strict';
  sendJson(response, 200, isStrict ? JSON.stringify(plainJson(parseJsonSource(source))) : source);
}

async function putRules(
  { instances }: Settings,
  request: RestRequest,
  namespace: string,
  response: ServerResponse,
): Promise<void> {
  const rules = parseRules(await readBody(request.message));
  instances.setRules(namespace, rules);
  sendJson(response, 200, '{"status":"ok"}');
}

async function postTrigger(
  { triggers }: Settings,
  request: RestRequest,
  namespace: string,
  response: ServerResponse,
): Promise<void> {
  triggers.register(parseTrigger(parseJson(await readBody(request.message)), namespace));
  sendJson(response, 200, '{"status":"ok"}');
}

async function postExplain(
  { instances }: Settings,
  request: RestRequest,
  namespace: string,
  response: ServerResponse,
): Promise<void> {
  const question = parseJson(await readBody(request.message));
  sendJson(response, 200, prettyJson(explain(instances.get(namespace), question, request.readToken)));
}

function getDatabases(
  { instances }: Settings,
  _request: RestRequest,
  _namespace: string,
  response: ServerResponse,
): void {
  sendJson(response, 200, JSON.stringify(instances.all().map(({ name }) => ({ name }))));
}

function getCommits({ commits }: Settings, _request: RestRequest, _namespace: string, response: ServerResponse): void {
  sendJson(response, 200, JSON.stringify(commits));
}

/** Triggers are always checked when a write fires them, so there is nothing to switch on. */
async function accept(_settings: Settings, request: RestRequest, _: string, response: ServerResponse): Promise<void> {
  sendJson(response, 200, JSON.stringify(parseJson(await readBody(request.message))));
}
