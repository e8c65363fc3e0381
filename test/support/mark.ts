/**
 * The paths of a tree whose key or value contains a text: what a search of the whole database for it finds. A mark is a text that
 * stands nowhere but in the cells of one data set, so whatever holds it was made of them.
 */
export function placesOf(text: string, node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return String(node).includes(text) ? [path] : [];
  return Object.entries(node).flatMap(([key, child]) => [
    ...(key.includes(text) ? [`${path}/${key}`] : []),
    ...placesOf(text, child, `${path}/${key}`),
  ]);
}
