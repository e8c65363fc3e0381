import { Branch, type Node, childOf, eachChild, sameData } from '../tree/node.js';
import { toJson } from '../tree/to-json.js';

/**
 * What must be merged into `before` to get `after`, as JSON text for events: unchanged children are left out, removed
 * ones are null.
 */
export function deltaJson(before: Node, after: Node): string {
  if (!(before instanceof Branch) || !(after instanceof Branch)) return toJson(after, 'objects');
  const members: string[] = [];
  const add = (key: string, text: string): void => void members.push(`${JSON.stringify(key)}:${text}`);
  eachChild(after, (key, child) => {
    const old = childOf(before, key);
    if (!sameData(old, child)) add(key, deltaJson(old, child));
  });
  eachChild(before, (key) => {
    if (childOf(after, key) === null) add(key, 'null');
  });
  return `{${members.join(',')}}`;
}
