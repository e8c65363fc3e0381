/**
 * Prints JSON for people, like the service with `print=pretty`: one member per line with spaces around the colon,
 * arrays on one line. Ends with a line end.
 */
export function prettyJson(value: unknown): string {
  return `${pretty(value, '')}\n`;
}

function pretty(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => pretty(item, indent)).join(', ')} ]`;
  }
  const members = Object.entries(value);
  if (members.length === 0) return '{ }';
  const inner = `${indent}  `;
  const lines = members.map(([key, member]) => `${inner}${JSON.stringify(key)} : ${pretty(member, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
