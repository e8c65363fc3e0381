import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/**
 * The parameters of a request's query, for its schema to check. A parameter whose schema is a list is one, however often
 * the query repeats it. Express's own parser is not used: depending on its version and settings it drops parameters
 * after the thousandth, and makes objects of brackets in names and of long lists.
 *
 * @param url the request's address, with or without its origin
 */
export function readQuery(url: string, schema: $ZodType): Record<string, string | string[]> {
  const start = url.indexOf('?');
  const given = new URLSearchParams(start < 0 ? '' : url.slice(start));
  const fields = fieldsOf(schema);
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, values.length > 1 || (field && isList(field)) ? values : values[0]!];
    }),
  );
}

/** The fields that an object's schema names. */
export function fieldsOf(schema: $ZodType): Readonly<Record<string, $ZodType>> {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type === 'object') return def.shape;
  return def.type === 'pipe' ? fieldsOf(def.out) : {};
}

function isList(schema: $ZodType): boolean {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return isList(def.innerType);
  return def.type === 'array';
}
