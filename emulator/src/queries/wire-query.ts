import { RequestFailure } from '../failure.js';
import { MAX_KEY, MIN_KEY } from '../tree/key-order.js';
import type { Node } from '../tree/node.js';
import { pathProblem, splitPath } from '../tree/paths.js';
import { type Bound, EVERYTHING, type Limit, type Query, type QueryIndex } from './query.js';

/** Reads the query object of the websocket protocol (`i`, `sp`, `sn`, `sin`, `ep`, `en`, `ein`, `l`, `vf`). */
export function queryFromWire(spec: unknown): Query {
  if (spec === undefined || spec === null) return EVERYTHING;
  if (typeof spec !== 'object') throw new RequestFailure('invalid_data', 'A query must be an object');
  const fields = spec as Record<string, unknown>;
  return {
    index: orderFromName(fields.i),
    start: 'sp' in fields ? bound(fields.sp, fields.sn, fields.sin, MIN_KEY) : null,
    end: 'ep' in fields ? bound(fields.ep, fields.en, fields.ein, MAX_KEY) : null,
    limit: limit(fields.l, fields.vf),
  };
}

/** Reads an index as rules, REST and the wire name it; absent means by priority. */
export function indexFromName(name: unknown): QueryIndex {
  if (name === undefined) return EVERYTHING.index;
  if (name === '.priority' || name === '$priority') return { kind: 'priority' };
  if (name === '.key' || name === '$key') return { kind: 'key' };
  if (name === '.value' || name === '$value') return { kind: 'value' };
  const path = typeof name === 'string' ? splitPath(name) : [];
  if (path.length === 0) throw noIndex();
  return { kind: 'child', path };
}

/** Reads what a query orders by: the name of an index with valid keys. Throws `invalid_data`. */
export function orderFromName(name: unknown): QueryIndex {
  const index = indexFromName(name);
  if (index.kind === 'child' && pathProblem(index.path) !== undefined) throw noIndex();
  return index;
}

function noIndex(): RequestFailure {
  return new RequestFailure(
    'invalid_data',
    'orderBy must be a valid JSON encoded path: a child path, $key, $value or $priority',
  );
}

/** A value to compare with, from parsed JSON: only values without children can be bounds. */
export function boundValue(json: unknown): Node {
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (typeof json === 'number' && Number.isFinite(json)) return json;
  throw new RequestFailure('invalid_data', 'Query bounds must be null, a boolean, a number or a string');
}

function bound(value: unknown, key: unknown, inclusive: unknown, otherwise: string): Bound {
  return {
    value: boundValue(value),
    key: typeof key === 'string' ? key : otherwise,
    // Old clients never send the flag; their bounds are inclusive.
    inclusive: inclusive !== false,
  };
}

function limit(count: unknown, from: unknown): Limit | null {
  if (count === undefined) return null;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new RequestFailure('invalid_data', 'A limit must be a positive integer');
  }
  return { count, from: from === 'r' ? 'last' : 'first' };
}
