import { RequestFailure } from '../failure.js';
import { type Bound, EVERYTHING, type Limit, type Query } from '../queries/query.js';
import { boundValue, orderFromName } from '../queries/wire-query.js';
import { MAX_KEY, MIN_KEY } from '../tree/key-order.js';

/** The parameters that bound a query. */
export const RANGE = ['startAt', 'startAfter', 'endAt', 'endBefore', 'equalTo'] as const;

/**
 * Reads `orderBy`, ranges and limits of a REST request, values as JSON.
 * https://firebase.google.com/docs/database/rest/retrieve-data#section-rest-filtering
 */
export function queryFromParams(params: URLSearchParams): Query {
  const order = params.get('orderBy');
  const first = params.get('limitToFirst');
  const last = params.get('limitToLast');
  refuseContradictions(params);
  if (order === null) {
    const limited = first !== null || last !== null;
    if (!limited && !RANGE.some((name) => params.has(name))) return EVERYTHING;
    if (params.get('shallow') !== 'true')
      throw invalid('orderBy must be defined when other query parameters are defined');
    return { ...EVERYTHING, index: { kind: 'key' }, limit: limit(first, last) };
  }
  const index = orderFromName(jsonParam(params, 'orderBy'));
  if (index.kind === 'key') refuseOtherThanTexts(params);
  return { index, start: startBound(params), end: endBound(params), limit: limit(first, last) };
}

/** Parameters that exclude each other. */
const RIVALS = [
  ['limitToFirst', 'limitToLast'],
  ['startAt', 'startAfter', 'equalTo'],
  ['endAt', 'endBefore', 'equalTo'],
] as const;

function refuseContradictions(params: URLSearchParams): void {
  for (const rivals of RIVALS) {
    const [first, second] = rivals.filter((name) => params.has(name));
    if (second !== undefined) throw invalid(`Only one of ${first} and ${second} may be specified`);
  }
  // The Emulator Suite sends `shallow=true&limitToFirst=1` to check whether there is anything to export.
  if (params.get('shallow') === 'true' && ['orderBy', 'limitToLast', ...RANGE].some((name) => params.has(name))) {
    throw invalid("Mixing 'shallow' and querying parameters is not supported");
  }
}

function refuseOtherThanTexts(params: URLSearchParams): void {
  for (const name of RANGE) {
    if (!params.has(name) || typeof jsonParam(params, name) === 'string') continue;
    throw invalid(`${name} must be a string in double quotes with orderBy="$key"`);
  }
}

function startBound(params: URLSearchParams): Bound | null {
  if (params.has('equalTo')) return bound(params, 'equalTo', MIN_KEY, true);
  if (params.has('startAfter')) return bound(params, 'startAfter', MAX_KEY, false);
  return params.has('startAt') ? bound(params, 'startAt', MIN_KEY, true) : null;
}

function endBound(params: URLSearchParams): Bound | null {
  if (params.has('equalTo')) return bound(params, 'equalTo', MAX_KEY, true);
  if (params.has('endBefore')) return bound(params, 'endBefore', MIN_KEY, false);
  return params.has('endAt') ? bound(params, 'endAt', MAX_KEY, true) : null;
}

function bound(params: URLSearchParams, name: string, key: string, inclusive: boolean): Bound {
  return { value: boundValue(jsonParam(params, name)), key, inclusive };
}

function limit(first: string | null, last: string | null): Limit | null {
  const text = first ?? last;
  if (text === null) return null;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count === 0) {
    throw invalid(`${first === null ? 'limitToLast' : 'limitToFirst'} must be a positive integer`);
  }
  return { count, from: first === null ? 'last' : 'first' };
}

function jsonParam(params: URLSearchParams, name: string): unknown {
  try {
    return JSON.parse(params.get(name) ?? '') as unknown;
  } catch {
    throw invalid(`${name} must be a valid JSON encoded path or value: put strings in double quotes`);
  }
}

function invalid(message: string): RequestFailure {
  return new RequestFailure('invalid_data', message);
}
