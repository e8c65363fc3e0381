import { Branch, type Node, eachChild, entriesOf, primitiveOf } from './node.js';
import { type Format, arrayLength, toJson } from './to-json.js';

/** Up to this weight a node is written at once: each leaf counts 1, and a text 1 more for every 64 characters. */
const WEIGHT_AT_ONCE = 1_000;

/** Length of a chunk, in characters; only the last one may be shorter. */
export const CHUNK = 1 << 16;

/** Writes a node as JSON text, like `toJson`, in chunks that are made on demand. */
export function* jsonChunks(node: Node, format: Format): Generator<string, undefined> {
  let chunk = '';
  for (const text of textsOf(node, format)) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function* textsOf(node: Node, format: Format): Generator<string, undefined> {
  if (!(node instanceof Branch) || weightOf(node, WEIGHT_AT_ONCE) < WEIGHT_AT_ONCE) {
    yield toJson(node, format);
    return;
  }
  const length = arrayLength(node, format);
  yield length === null ? '{' : '[';
  let next = 0;
  for (const [key, child] of entriesOf(node.children)) {
    const comma = next === 0 ? '' : ',';
    if (length === null) {
      yield `${comma}${JSON.stringify(key)}:`;
      next++;
    } else {
      yield comma + 'null,'.repeat(Number(key) - next);
      next = Number(key) + 1;
    }
    yield* textsOf(child, format);
  }
  if (format === 'export' && node.priority !== null) yield `,".priority":${JSON.stringify(node.priority)}`;
  yield length === null ? '}' : ']';
}

/** The weight of a node, counted up to about a limit. */
function weightOf(node: Node, limit: number): number {
  if (!(node instanceof Branch)) {
    const value = primitiveOf(node);
    return typeof value === 'string' ? 1 + (value.length >> 6) : 1;
  }
  if (node.size >= limit) return limit;
  let count = 0;
  eachChild(node, (_key, child) => {
    if (count < limit) count += weightOf(child, limit - count);
  });
  return count;
}
