import { Branch, type Node, PrioritisedLeaf, type Priority, type Value, eachChild } from './node.js';
import { lastKey } from './pages.js';

/**
 * How to write a node: `plain` as REST and `val()` show it (arrays where keys look like one, no priorities), `export`
 * with `.priority` and `.value` besides, `objects` as `plain` but never an array (events carry differences, and in an
 * array a gap would read as a deletion).
 */
export type Format = 'plain' | 'export' | 'objects';

const INDEX = /^(?:0|[1-9]\d*)$/;

/** Writes a node as JSON text. Text and not an object, since that is what both faces send on. */
export function toJson(node: Node, format: Format = 'plain'): string {
  if (node === null) return 'null';
  if (node instanceof Branch) return branchToJson(node, format);
  if (!(node instanceof PrioritisedLeaf)) return JSON.stringify(node);
  if (format !== 'export') return JSON.stringify(node.value);
  return `{".value":${JSON.stringify(node.value)},${priorityToJson(node.priority)}}`;
}

/** Writes the children's keys only: `{"a":true,…}`, or the value itself where there are none. */
export function toShallowJson(node: Node): string {
  if (!(node instanceof Branch)) return toJson(node);
  const members: string[] = [];
  eachChild(node, (key) => members.push(`${JSON.stringify(key)}:true`));
  return `{${members.join(',')}}`;
}

function branchToJson(branch: Branch, format: Format): string {
  if (format !== 'objects' && (format === 'plain' || branch.priority === null) && looksLikeArray(branch)) {
    return arrayToJson(branch, format);
  }
  let text = '';
  eachChild(branch, (key, child) => {
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${toJson(child, format)}`;
  });
  if (format === 'export' && branch.priority !== null) text += `,${priorityToJson(branch.priority)}`;
  return `{${text}}`;
}

function arrayToJson(branch: Branch, format: Format): string {
  let text = '';
  let next = 0;
  eachChild(branch, (key, child) => {
    for (const index = Number(key); next < index; next++) text += next === 0 ? 'null' : ',null';
    text += `${next === 0 ? '' : ','}${toJson(child, format)}`;
    next++;
  });
  return `[${text}]`;
}

/** The service's rule: all keys are array indexes, and at least half of the places up to the last one are taken. */
function looksLikeArray(branch: Branch): boolean {
  // Keys are in order, so the last one decides at once for nearly everything that is no array.
  const last = lastKey(branch.children);
  if (!INDEX.test(last) || Number(last) >= 2 * branch.size) return false;
  let all = true;
  eachChild(branch, (key) => {
    all &&= INDEX.test(key);
  });
  return all;
}

function priorityToJson(priority: Priority): string {
  return `".priority":${JSON.stringify(priority)}`;
}

/** A node as a JavaScript value, for rules, tests and tools. Keys such as `__proto__` are plain keys in it. */
export function toValue(node: Node, format: Format = 'plain'): unknown {
  return JSON.parse(toJson(node, format)) as unknown;
}

/** True for nodes that stand for themselves in JSON. */
export function isPrimitive(node: Value): boolean {
  return !(node instanceof Branch) && !(node instanceof PrioritisedLeaf);
}
