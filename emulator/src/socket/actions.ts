import { type Caller, NOBODY, type ReadToken, callerFromOverride } from '../credentials.js';
import type { Database } from '../database/database.js';
import { RequestFailure } from '../failure.js';
import { queryFromWire } from '../queries/wire-query.js';
import { parsePath } from '../tree/paths.js';
import { toJson } from '../tree/to-json.js';
import { compoundHashFromWire } from './compound-hash.js';
import type { DisconnectWrites } from './disconnect-writes.js';
import type { Listens } from './listens.js';
import { isRecord } from '../is-record.js';

/** The state of one connection: its database, its caller, its listens and its onDisconnect writes. */
export interface Conversation {
  readonly readToken: ReadToken;
  readonly database: Database;
  readonly listens: Listens;
  readonly disconnectWrites: DisconnectWrites;
  caller: Caller;
  /** Changes the caller, until the new credentials expire. */
  become(caller: Caller): void;
}

type Body = Record<string, unknown>;

/** Performs a request; returns the `d` of its reply as JSON text. Throws a `RequestFailure` to refuse it. */
export type Action = (conversation: Conversation, body: Body) => string;

const NOTHING = '""';

/** The requests of the websocket protocol by their letters. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['q', listen],
  ['n', unlisten],
  ['g', get],
  ['p', put],
  ['m', merge],
  ['o', onDisconnectPut],
  ['om', onDisconnectMerge],
  ['oc', onDisconnectCancel],
  ['auth', authenticate],
  ['gauth', authenticate],
  ['unauth', unauthenticate],
  // Statistics and App Check tokens are accepted and ignored.
  ['s', () => NOTHING],
  ['appcheck', () => NOTHING],
  ['unappeck', () => NOTHING],
]);

function listen({ listens, caller }: Conversation, body: Body): string {
  const warnings = listens.add(
    {
      path: pathOf(body),
      query: body.q,
      tag: typeof body.t === 'number' ? body.t : undefined,
      hash: typeof body.h === 'string' ? body.h : undefined,
      compoundHash: compoundHashFromWire(body.ch),
    },
    caller,
  );
  return warnings.length === 0 ? '{}' : JSON.stringify({ w: warnings });
}

function unlisten({ listens }: Conversation, body: Body): string {
  listens.remove(pathOf(body), body.q);
  return NOTHING;
}

function get({ database, caller }: Conversation, body: Body): string {
  const path = parsePath(pathOf(body));
  const query = queryFromWire(body.q);
  database.requireIndex(path, query, caller);
  return toJson(database.read(path, query, caller), 'export');
}

function put({ database, caller }: Conversation, body: Body): string {
  const expectedHash = typeof body.h === 'string' ? body.h : undefined;
  database.set(pathOf(body), body.d, caller, { expectedHash });
  return NOTHING;
}

function merge({ database, caller }: Conversation, body: Body): string {
  database.update(pathOf(body), body.d, caller);
  return NOTHING;
}

function onDisconnectPut({ database, disconnectWrites, caller }: Conversation, body: Body): string {
  disconnectWrites.set(database, pathOf(body), body.d, caller);
  return NOTHING;
}

function onDisconnectMerge({ database, disconnectWrites, caller }: Conversation, body: Body): string {
  disconnectWrites.update(database, pathOf(body), body.d, caller);
  return NOTHING;
}

function onDisconnectCancel({ disconnectWrites }: Conversation, body: Body): string {
  disconnectWrites.cancel(pathOf(body));
  return NOTHING;
}

function authenticate(conversation: Conversation, body: Body): string {
  const caller = conversation.readToken(String(body.cred));
  if (body.noauth === true) conversation.become(NOBODY);
  else if (isRecord(body.authvar)) conversation.become(callerFromOverride(body.authvar));
  else conversation.become(caller);
  return JSON.stringify({ auth: conversation.caller.auth });
}

function unauthenticate(conversation: Conversation): string {
  conversation.become(NOBODY);
  return NOTHING;
}

function pathOf(body: Body): string {
  if (typeof body.p !== 'string') throw new RequestFailure('invalid_parameters', 'A request needs a path "p"');
  return body.p;
}
