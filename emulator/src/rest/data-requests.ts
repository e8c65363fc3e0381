import type { ServerResponse } from 'node:http';
import type { Database, WriteOptions } from '../database/database.js';
import { RequestFailure, invalidData } from '../failure.js';
import { PushIds } from '../push-id.js';
import { hashOf } from '../tree/hash.js';
import { type Node, branchFrom, nodeAt, priorityOf } from '../tree/node.js';
import { badPath, parsePath, withoutPrioritySuffix } from '../tree/paths.js';
import { toJson, toShallowJson } from '../tree/to-json.js';
import { streamEvents } from './event-stream.js';
import { nameDownload, sendData, sendNode, sendRead, wholeText } from './printing.js';
import { withinTimeout } from './read-timeout.js';
import { sendErrorText, sendJson } from './reply.js';
import { readJson, readValue } from './request-body.js';
import { type RestRequest, callerOf } from './rest-request.js';
import { queryFromParams } from './rest-query.js';

/** A request for the data at a path (`pathText` without `.json`). */
export interface DataRequest extends RestRequest {
  readonly database: Database;
  readonly pathText: string;
}

type Method = (request: DataRequest, response: ServerResponse) => Promise<void> | void;

const METHODS: Readonly<Record<string, Method>> = {
  GET: get,
  HEAD: get,
  PUT: put,
  PATCH: patch,
  POST: post,
  DELETE: remove,
};

const pushIds = new PushIds();

/** Answers a request for data. https://firebase.google.com/docs/reference/rest/database */
export async function answerData(request: DataRequest, response: ServerResponse): Promise<void> {
  const method = METHODS[request.method];
  if (method === undefined) {
    const reason = `Method ${request.method} is not supported: use GET, PUT, PATCH, POST or DELETE`;
    sendErrorText(response, 405, reason);
    return;
  }
  await method(request, response);
}

function get(request: DataRequest, response: ServerResponse): void {
  const { database, params, pathText } = request;
  const [nodePath, isPriority] = withoutPrioritySuffix(pathText);
  const path = parsePath(nodePath);
  const query = queryFromParams(params);
  const caller = callerOf(request);
  const shallow = params.get('shallow') === 'true';
  database.requireIndex(path, query, caller);
  if (request.message.headers.accept?.includes('text/event-stream') === true) {
    if (isPriority) throw badPath('a priority can be read but not listened to');
    streamEvents({ database, path, query, caller }, response);
    return;
  }
  const format = formatOf(request);
  const [node, found, text] = withinTimeout(params, () => {
    const node = database.read(path, query, caller);
    const found = isPriority ? priorityOf(node) : node;
    return [node, found, shallow ? toShallowJson(found) : wholeText(params, found, format)] as const;
  });
  addEtag(request, response, node);
  nameDownload(params, response);
  if (text === undefined) sendNode(params, response, found, format);
  else sendRead(params, response, text);
}

async function put(request: DataRequest, response: ServerResponse): Promise<void> {
  const { database, message, params, pathText } = request;
  const value = await readValue(message, params, () => database.readerFor(pathText));
  const caller = callerOf(request);
  if (staleFor(request, response)) return;
  const stored = database.store(pathText, value, caller, writeOptions(request));
  const node = withoutPrioritySuffix(pathText)[1] ? priorityOf(stored) : stored;
  addEtag(request, response, node);
  sendNode(params, response, node, formatOf(request));
}

async function patch(request: DataRequest, response: ServerResponse): Promise<void> {
  refuseCondition(request);
  const json = await readJson(request.message, request.params);
  // The SDK's update({"": …}) means the location itself; over REST it would be a mistake that replaces everything.
  if (typeof json === 'object' && json !== null && '' in json) {
    throw invalidData('couldn\'t parse key "". Key value can\'t be empty');
  }
  request.database.update(request.pathText, json, callerOf(request), writeOptions(request));
  const stored = Object.entries(json as object).map(([key, value]) => {
    // A priority is echoed as it was sent.
    if (withoutPrioritySuffix(key)[1]) return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    const node = nodeAt(request.database.root, parsePath(`${request.pathText}/${key}`));
    return `${JSON.stringify(key)}:${toJson(node, formatOf(request))}`;
  });
  sendData(request.params, response, `{${stored.join(',')}}`);
}

async function post(request: DataRequest, response: ServerResponse): Promise<void> {
  refuseCondition(request);
  const { database, message, params } = request;
  const name = pushIds.next(Date.now());
  const pathText = `${request.pathText}/${name}`;
  const value = await readValue(message, params, () => database.readerFor(pathText));
  database.store(pathText, value, callerOf(request), writeOptions(request));
  const answer = branchFrom([['name', name]]);
  addEtag(request, response, answer);
  sendData(params, response, toJson(answer));
}

function remove(request: DataRequest, response: ServerResponse): void {
  const caller = callerOf(request);
  if (staleFor(request, response)) return;
  request.database.set(request.pathText, null, caller, writeOptions(request));
  addEtag(request, response, null);
  sendData(request.params, response, 'null');
}

/**
 * Checks `if-match`; if it fails, replies 412 with the present data. Called after the body has been read, so that
 * nothing comes between the check and the write.
 */
function staleFor(request: DataRequest, response: ServerResponse): boolean {
  const expected = request.message.headers['if-match'];
  if (expected === undefined || expected === '*') return false;
  const [nodePath, isPriority] = withoutPrioritySuffix(request.pathText);
  const query = queryFromParams(new URLSearchParams());
  const found = request.database.read(parsePath(nodePath), query, callerOf(request));
  const node = isPriority ? priorityOf(found) : found;
  if (expected === etagOf(node)) return false;
  response.setHeader('ETag', etagOf(node));
  sendJson(response, 412, toJson(node, formatOf(request)));
  return true;
}

function refuseCondition(request: DataRequest): void {
  if (request.message.headers['if-match'] === undefined) return;
  throw new RequestFailure('invalid_data', `if-match is not supported with ${request.method}: use PUT or DELETE`);
}

function addEtag(request: DataRequest, response: ServerResponse, node: Node): void {
  if (request.message.headers['x-firebase-etag'] === 'true') response.setHeader('ETag', etagOf(node));
}

/** The service's ETag for an absent node is `null_etag`. */
function etagOf(node: Node): string {
  return node === null ? 'null_etag' : hashOf(node);
}

function formatOf({ params }: DataRequest): 'export' | 'plain' {
  return params.get('format') === 'export' ? 'export' : 'plain';
}

/** Only administrators who load data may suppress functions. */
function writeOptions(request: DataRequest): WriteOptions {
  return { triggers: !(request.params.get('disableTriggers') === 'true' && callerOf(request).admin) };
}
