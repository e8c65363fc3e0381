import { Branch, type Node, type Value, eachChild } from './node.js';
import { type Format, arrayLength, toJson } from './to-json.js';

/** Number of leaves up to which a node is written as one piece. */
const PIECE = 1_000;

/** Writes a node as JSON text, like `toJson`, in pieces that are made on demand. */
export function* jsonPieces(node: Node, format: Format): Generator<string, undefined> {
  if (!(node instanceof Branch) || leavesOf(node, PIECE) < PIECE || (format === 'export' && node.priority !== null)) {
    yield toJson(node, format);
    return;
  }
  const children: [string, Value][] = [];
  eachChild(node, (key, child) => children.push([key, child]));
  const length = arrayLength(node, format);
  yield length === null ? '{' : '[';
  let next = 0;
  for (const [key, child] of children) {
    const comma = next === 0 ? '' : ',';
    if (length === null) {
      yield `${comma}${JSON.stringify(key)}:`;
      next++;
    } else {
      const gap = 'null,'.repeat(Number(key) - next);
      yield comma + gap;
      next = Number(key) + 1;
    }
    yield* jsonPieces(child, format);
  }
  yield length === null ? '}' : ']';
}

/** Number of leaves below a node, counted up to a limit. */
function leavesOf(node: Node, limit: number): number {
  if (!(node instanceof Branch)) return 1;
  if (node.size >= limit) return limit;
  let count = 0;
  eachChild(node, (_key, child) => {
    if (count < limit) count += leavesOf(child, limit - count);
  });
  return count;
}
