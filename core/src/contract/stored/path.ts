import * as z from 'zod/mini';
import { safeParse, type $ZodIssue, type $ZodType } from 'zod/v4/core';

/** A place in the Realtime Database: its path, without a leading slash, and the schema of its value. */
export interface Place<T> {
  readonly path: string;
  readonly schema: $ZodType<T>;
}

/**
 * A place whose children are places too: `paths.training(key).requested` is a `Path<number>`. Fields of a record are
 * properties; entries of a collection are reached with `child(key)`.
 */
export type Path<T> = Place<T> & Children<T>;

type Children<T> =
  T extends Map<number, infer Entry>
    ? { child: (key: number | string) => Path<Entry> }
    : T extends readonly (infer Entry)[]
      ? { child: (key: number | string) => Path<Entry> }
      : string extends keyof T
        ? { child: (key: string) => Path<NonNullable<T[keyof T]>> }
        : T extends object
          ? { readonly [Field in keyof T & string]-?: Path<Exclude<T[Field], undefined>> }
          : unknown;

/** The value at a place is not what this release stores there. Nothing was changed. */
export class StoredDataError extends Error {
  override readonly name = 'StoredDataError';

  constructor(
    readonly path: string,
    what: string,
  ) {
    super(`/${path} holds unexpected data: ${what}. Restore or delete it; nothing was changed.`);
  }
}

/**
 * Checks stored data against its schema. Only here does data read from the database get its type.
 *
 * @returns `null` if nothing is stored.
 * @throws StoredDataError that names the field
 */
export function parseStored<T>(place: Place<T>, json: unknown): T | null {
  if (json === null || json === undefined) return null;
  const result = safeParse(place.schema, json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('/') ?? '';
  throw new StoredDataError([place.path, field].filter(Boolean).join('/'), issue ? describeIssue(issue) : 'invalid');
}

function describeIssue(issue: $ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'invalid_value')
    return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  return issue.message;
}

/** Children by key, each checked on its own: an unreadable child does not affect the others. */
export interface ParsedChildren<T> {
  entries: Map<string, T>;
  /** Why the unreadable children could not be read. */
  failures: Map<string, StoredDataError>;
}

/** The children of a collection. */
export function parseEach<T>({ path, schema }: Place<Record<string, T>>, json: unknown): ParsedChildren<T> {
  const collection: Path<Record<string, T>> = pathTo(path, schema);
  const parsed: ParsedChildren<T> = { entries: new Map(), failures: new Map() };
  for (const [key, child] of Object.entries(json ?? {})) {
    try {
      const entry = parseStored<T>(collection.child(key), child);
      if (entry !== null) parsed.entries.set(key, entry);
    } catch (error) {
      if (!(error instanceof StoredDataError)) throw error;
      parsed.failures.set(key, error);
    }
  }
  return parsed;
}

/** The place at a path. */
export function pathTo<T>(path: string, schema: $ZodType<T>): Path<T> {
  return Object.create(prototypeOf(schema), { path: { value: path, enumerable: true } }) as Path<T>;
}

/** One prototype per schema, so that naming a place costs only one small object. */
const prototypes = new WeakMap<$ZodType, object>();

function prototypeOf(schema: $ZodType): object {
  const known = prototypes.get(schema);
  if (known) return known;
  const made = {
    schema,
    child(this: Place<unknown>, key: number | string) {
      return pathTo(`${this.path}/${key}`, entrySchema(schema));
    },
  };
  for (const [field, fieldSchema] of Object.entries(fieldsOf(schema))) {
    Object.defineProperty(made, field, {
      get(this: Place<unknown>) {
        return pathTo(`${this.path}/${field}`, fieldSchema);
      },
    });
  }
  prototypes.set(schema, made);
  return made;
}

/** The parts of zod's internal definition of a schema that children need (zod 4, `_zod.def`). */
interface Definition {
  type: string;
  shape?: Record<string, $ZodType>;
  options?: $ZodType[];
  innerType?: $ZodType;
  valueType?: $ZodType;
  element?: $ZodType;
  in?: $ZodType;
  out?: $ZodType;
}

function definitionOf(schema: $ZodType): Definition {
  return schema._zod.def;
}

function fieldsOf(schema: $ZodType): Record<string, $ZodType> {
  const { shape, options, innerType } = definitionOf(schema);
  if (options) return fieldsOfUnion(options);
  if (!shape) return innerType ? fieldsOf(innerType) : {};
  return Object.fromEntries(Object.entries(shape).map(([field, of]) => [field, withoutOptional(of)]));
}

/** The fields of all members. If members differ in a field, such as `state`, it may be that of any member. */
function fieldsOfUnion(members: readonly $ZodType[]): Record<string, $ZodType> {
  const fields: Record<string, $ZodType> = {};
  for (const [field, schema] of members.flatMap((member) => Object.entries(fieldsOf(member)))) {
    const known = fields[field];
    fields[field] = known && known !== schema ? z.union([known, schema]) : schema;
  }
  return fields;
}

/** Maps and lists are pipes from what the database returns; their output defines the schema of an entry. */
function entrySchema(schema: $ZodType): $ZodType {
  const { valueType, element, out, innerType } = definitionOf(schema);
  const inner = valueType ?? element;
  if (inner) return inner;
  const next = out ?? innerType;
  if (!next) throw new Error('This place is not a collection: its schema has no entries.');
  return entrySchema(next);
}

function withoutOptional(schema: $ZodType): $ZodType {
  const { type, innerType } = definitionOf(schema);
  return innerType && (type === 'optional' || type === 'exactOptional') ? innerType : schema;
}
