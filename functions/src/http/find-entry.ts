import type { Request } from 'firebase-functions/https';
import { idPattern } from '@segue/core/contract/api/fields';
import type { Route } from '@segue/core/contract/api/route';
import { SegueError } from '@segue/core/contract/errors';

/** A route and its answer. */
export interface Entry {
  route: Route;
  /** Matches the path; has a group for each parameter. */
  pattern: RegExp;
  /** Takes the `Call` of the route; a list of entries cannot say which. */
  answer: (call: never) => Promise<unknown>;
}

/** Makes an entry from a route. */
export function toEntry(route: Route, answer: Entry['answer']): Entry {
  const path = route.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { route, answer, pattern: new RegExp(`^${path}/?$`) };
}

/**
 * The entry for a request, and the values of its path parameters. HEAD is answered as GET.
 * @throws not-found, method-not-allowed
 */
export function findEntry(entries: readonly Entry[], request: Request): Entry & { params: Record<string, string> } {
  const matching = entries.filter(({ pattern }) => pattern.test(request.path));
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  const entry = matching.find(({ route }) => route.method === asked);
  if (entry) return { ...entry, params: paramsOf(entry.pattern, request.path) };
  if (matching.length === 0) {
    throw new SegueError('not-found', `There is nothing at ${request.path}. docs/api.md lists the API.`);
  }
  const methods = matching.map(({ route }) => route.method).join(', ');
  throw new SegueError('method-not-allowed', `${request.path} allows ${methods}, not ${request.method}.`);
}

function paramsOf(pattern: RegExp, path: string): Record<string, string> {
  const groups = pattern.exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, safeParameter(value)]));
}

/** Parameters end up in database paths, so one with characters not allowed there cannot name anything that exists. */
function safeParameter(value: string): string {
  const decoded = decode(value);
  if (decoded !== null && idPattern.test(decoded)) return decoded;
  throw new SegueError(
    'not-found',
    `"${value}" is not a valid id: ids contain only letters, digits, "-", "_" and "~".`,
  );
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
