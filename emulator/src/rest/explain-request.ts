import { type Caller, NOBODY, type ReadToken, callerFromOverride } from '../credentials.js';
import type { Database } from '../database/database.js';
import { RequestFailure } from '../failure.js';
import type { Explanation } from '../rules/steps.js';
import { EVERYTHING, type Query } from '../queries/query.js';
import { formatPath, parsePath } from '../tree/paths.js';
import { RANGE, queryFromParams } from './rest-query.js';

/** A request to judge without executing it. */
export interface Question {
  /** As in REST: GET, PUT, PATCH, POST or DELETE. */
  readonly method?: unknown;
  readonly path?: unknown;
  /** The `auth` variable or a token; absent for anonymous. */
  readonly auth?: unknown;
  /** What PUT, PATCH and POST write. */
  readonly value?: unknown;
  /** What GET filters by, as in REST: `{"orderBy": "n", "limitToFirst": 5}`. */
  readonly query?: unknown;
}

/**
 * Explains how a database's rules would judge a request (a `Question`), as JSON. Throws what the request itself would
 * throw.
 */
export function explain(database: Database, json: unknown, readToken: ReadToken): unknown {
  const question: Question = typeof json === 'object' && json !== null ? json : {};
  const { method, path } = question;
  if (typeof path !== 'string') throw new RequestFailure('invalid_data', '"path" must be a string, as in "/users/ada"');
  const ask = typeof method === 'string' ? ASKED[method.toUpperCase()] : undefined;
  if (ask === undefined) throw new RequestFailure('invalid_data', '"method" must be GET, PUT, PATCH, POST or DELETE');
  const { allowed, reason, steps } = ask(database, path, question, callerOf(question.auth, readToken));
  const rules = steps.map(({ path: at, kind, rule, outcome, problem, values }) => ({
    path: formatPath(at),
    kind: `.${kind}`,
    rule,
    outcome,
    ...(problem === null ? {} : { problem }),
    values: Object.fromEntries(values.map(({ part, value }) => [part, value])),
  }));
  return { allowed, reason, rules };
}

type Ask = (database: Database, path: string, question: Question, caller: Caller) => Explanation;

const ASKED: Readonly<Record<string, Ask>> = {
  GET: (database, path, { query }, caller) => database.explainRead(parsePath(path), queryOf(query), caller),
  PUT: (database, path, { value }, caller) => database.explainSet(path, value ?? null, caller),
  POST: (database, path, { value }, caller) => database.explainSet(`${path}/-new`, value ?? null, caller),
  DELETE: (database, path, _question, caller) => database.explainSet(path, null, caller),
  PATCH: (database, path, { value }, caller) => database.explainUpdate(path, value, caller),
};

function callerOf(auth: unknown, readToken: ReadToken): Caller {
  if (auth === undefined || auth === null) return NOBODY;
  return typeof auth === 'string' ? readToken(auth) : callerFromOverride(auth);
}

const QUERY_NAMES = ['orderBy', 'limitToFirst', 'limitToLast', ...RANGE] as const;

/** A query in REST syntax or, without `orderBy`, ordered by priority as in the SDKs. */
function queryOf(query: unknown): Query {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (!(QUERY_NAMES as readonly string[]).includes(name)) {
      throw new RequestFailure(
        'invalid_data',
        `"query" has no ${JSON.stringify(name)}: only ${QUERY_NAMES.join(', ')}`,
      );
    }
    params.set(name, JSON.stringify(value));
  }
  if (params.size === 0 || params.has('orderBy')) return queryFromParams(params);
  params.set('orderBy', '"$priority"');
  return { ...queryFromParams(params), index: EVERYTHING.index };
}
