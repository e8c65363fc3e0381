/** Members of a route that only servers and references read. */
const serverMembers = new Set(['summary', 'params', 'paramErrors', 'query', 'errors', 'right', 'bounds', 'quota']);

/**
 * A Vite plugin that leaves of each `defineRoute({…})` what its client calls it by: method, path, kind of body and reply.
 * The page is as right without it, but carries the schemas of all requests, which the server alone checks.
 */
export function clientFields() {
  return {
    name: 'client-fields',
    transform(code, id) {
      if (!/core\/src\/contract\/api\/[\w-]+\.ts/.test(id) || !code.includes('defineRoute(')) return null;
      const gone = this.parse(code).body.flatMap(routesOf).flatMap(serverPropertiesOf);
      return { code: without(code, gone), map: null };
    },
  };
}

/** The object literals that a statement hands to `defineRoute`. */
function routesOf({ type, declaration }) {
  if (type !== 'ExportNamedDeclaration' || declaration?.type !== 'VariableDeclaration') return [];
  const calls = declaration.declarations.map(({ init }) => init).filter((init) => init?.type === 'CallExpression');
  return calls.filter(({ callee }) => callee.name === 'defineRoute').map((call) => call.arguments[0]);
}

function serverPropertiesOf({ properties }) {
  return properties.flatMap((property) => {
    // What is spread from a constant stays: a few words.
    if (property.type === 'SpreadElement') return [];
    if (property.key.name !== 'body') return serverMembers.has(property.key.name) ? [property] : [];
    return property.value.properties.filter(({ key }) => key.name !== 'kind');
  });
}

/** The code without some properties, each with the comma after it. */
function without(code, properties) {
  let rest = code;
  for (const { start, end } of properties.toSorted((a, b) => b.start - a.start)) {
    rest = rest.slice(0, start) + rest.slice(end).replace(/^\s*,/, '');
  }
  return rest;
}
