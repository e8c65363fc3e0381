import type { AuthVariable } from '../credentials.js';
import { Branch, type Node, type Path, childOf, nodeAt, primitiveOf } from '../tree/node.js';
import { splitPath } from '../tree/paths.js';

/**
 * The static type of a part of an expression. Three types are resolved only at run time: `any` (a claim), `primitive`
 * (the value of a location, which has no properties of its own) and `mixed` (one of several types that have nothing in
 * common). `ordering` is `query.orderByChild`.
 */
export type RuleType =
  | 'any'
  | 'mixed'
  | 'primitive'
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'snapshot'
  | 'regexp'
  | 'list'
  | 'query'
  | 'ordering'
  | 'claims';

/** A value in an expression. Branches are the values of locations with children: they can only be compared. */
export type RuleValue =
  null | boolean | number | string | RuleSnapshot | Matcher | readonly RuleValue[] | Branch | QueryValue | Claims;

/** An object in a token: the `auth` variable and its claims. */
export type Claims = { readonly [claim: string]: unknown };

/** The `query` variable. */
export class QueryValue {
  constructor(readonly fields: Readonly<Record<string, null | boolean | number | string>>) {}
}

/** A regular expression, as far as the language needs it. */
export abstract class Matcher {
  abstract test(text: string): boolean;
}

/** An evaluation that cannot continue; its rule then denies. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** The values of the variables while a rule is evaluated at a location. */
export interface Scope {
  readonly auth: AuthVariable | null;
  readonly now: number;
  readonly root: RuleSnapshot;
  readonly data: RuleSnapshot;
  readonly newData: RuleSnapshot | null;
  readonly query: QueryValue;
  /** The keys that the `$variables` of the rule's path captured. */
  readonly captures: ReadonlyMap<string, string>;
}

/** A location as rules see it. https://firebase.google.com/docs/reference/security/database#ruledatasnapshot_methods */
export class RuleSnapshot {
  private found: Node | undefined;
  private readonly touch: ((path: Path) => void) | undefined;

  /** @param known its node, and who is told of each location that a rule reads */
  constructor(
    private readonly tree: Node,
    readonly path: Path,
    { node, touch }: { node?: Node; touch?: ((path: Path) => void) | undefined } = {},
  ) {
    this.found = node;
    this.touch = touch;
  }

  /** What a rule reads. */
  get node(): Node {
    this.touch?.(this.path);
    return this.located;
  }

  /** The value; for a location with children, the branch itself. */
  get value(): RuleValue {
    const { node } = this;
    return node instanceof Branch ? node : (primitiveOf(node) ?? null);
  }

  child(path: string): RuleSnapshot {
    return new RuleSnapshot(this.tree, [...this.path, ...splitPath(path)], { touch: this.touch });
  }

  /** The child under one key, without walking from the root. */
  step(key: string): RuleSnapshot {
    return new RuleSnapshot(this.tree, [...this.path, key], { node: childOf(this.located, key), touch: this.touch });
  }

  parent(): RuleSnapshot {
    if (this.path.length === 0) throw new EvaluationError('parent() of the root');
    return new RuleSnapshot(this.tree, this.path.slice(0, -1), { touch: this.touch });
  }

  private get located(): Node {
    if (this.found === undefined) this.found = nodeAt(this.tree, this.path);
    return this.found;
  }
}

/** The type of a value. */
export function typeOf(value: RuleValue): RuleType {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value as 'boolean' | 'number' | 'string';
  if (value instanceof RuleSnapshot) return 'snapshot';
  if (value instanceof Matcher) return 'regexp';
  if (Array.isArray(value)) return 'list';
  return value instanceof QueryValue ? 'query' : 'claims';
}

/** Converts a claim of a token to a value of the language. */
export function ruleValueOf(claim: unknown): RuleValue {
  if (claim === undefined || claim === null) return null;
  if (Array.isArray(claim)) return claim.map(ruleValueOf);
  return claim as RuleValue;
}
