import { indexName } from '../queries/query.js';
import { indexFromName } from '../queries/wire-query.js';
import { keyProblem, pathProblem, splitPath } from '../tree/paths.js';
import { type Compiled, READ_VARIABLES, type Variables, WRITE_VARIABLES, compile, requireBoolean } from './compile.js';
import { type Located, type Member, parseJsonSource } from './json-source.js';
import { parseExpression } from './parse-expression.js';
import { type Observation, observeParts } from './observation.js';
import type { Scope } from './rule-values.js';
import { rulesError } from './source-text.js';
import { ExpressionError } from './tokens.js';

/** A rule: its text and its compiled expression. */
export interface Rule {
  readonly text: string;
  readonly expression: Compiled;
  /** Evaluates it again; returns the values of its parts, as far as evaluation gets. */
  readonly observe: (scope: Scope) => Observation[];
}

/** What rules say about one location. */
export interface RuleNode {
  readonly read: Rule | null;
  readonly write: Rule | null;
  readonly validate: Rule | null;
  readonly indexes: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, RuleNode>;
  /** For keys without rules of their own, with the `$name` that captures them. */
  readonly wildcard: { readonly name: string; readonly node: RuleNode } | null;
}

/** The rules for the child of a location. */
export function ruleChild(node: RuleNode, key: string): { node: RuleNode; capture: string | null } | null {
  const child = node.children.get(key);
  if (child !== undefined) return { node: child, capture: null };
  return node.wildcard === null ? null : { node: node.wildcard.node, capture: node.wildcard.name };
}

/** Reads a whole rules file. Throws `line:column: reason`. */
export function parseRuleTree(source: string): RuleNode {
  const top = parseJsonSource(source);
  if (top.kind !== 'object') throw rulesError(source, top.at, 'Rules must be an object whose only key is "rules"');
  for (const member of top.members) {
    if (member.key !== 'rules') throw rulesError(source, member.at, `Expected "rules", not "${member.key}"`);
  }
  const rules = top.members[0];
  if (rules === undefined) throw rulesError(source, top.at, 'Rules must be an object whose only key is "rules"');
  return new RuleTreeReader(source).node(rules.value, []);
}

class RuleTreeReader {
  constructor(private readonly source: string) {}

  node(value: Located, captures: readonly string[]): RuleNode {
    if (value.kind !== 'object') throw rulesError(this.source, value.at, 'Expected an object of rules');
    const own = new Map(value.members.filter(({ key }) => key.startsWith('.')).map((member) => [member.key, member]));
    this.refuseUnknown(own.values());
    return {
      read: this.rule(own.get('.read'), READ_VARIABLES, captures),
      write: this.rule(own.get('.write'), WRITE_VARIABLES, captures),
      validate: this.rule(own.get('.validate'), WRITE_VARIABLES, captures),
      indexes: this.indexes(own.get('.indexOn')),
      children: this.children(value.members, captures),
      wildcard: this.wildcard(value.members, captures),
    };
  }

  private refuseUnknown(members: Iterable<Member>): void {
    for (const { key, at } of members) {
      if (KINDS.has(key)) continue;
      throw rulesError(this.source, at, `Unknown rule "${key}": expected .read, .write, .validate or .indexOn`);
    }
  }

  private children(members: readonly Member[], captures: readonly string[]): Map<string, RuleNode> {
    const children = new Map<string, RuleNode>();
    for (const { key, at, value } of members) {
      if (key.startsWith('.') || key.startsWith('$')) continue;
      const problem = keyProblem(key);
      if (problem !== undefined) throw rulesError(this.source, at, `Bad location name: ${problem}`);
      children.set(key, this.node(value, captures));
    }
    return children;
  }

  private wildcard(members: readonly Member[], captures: readonly string[]): RuleNode['wildcard'] {
    const [first, second] = members.filter(({ key }) => key.startsWith('$'));
    if (first === undefined) return null;
    if (second !== undefined) {
      throw rulesError(this.source, second.at, `Only one $variable is allowed here: ${first.key} is already defined`);
    }
    if (!/^\$[A-Za-z_][\w-]*$/.test(first.key))
      throw rulesError(this.source, first.at, `Bad variable name: ${first.key}`);
    if (captures.includes(first.key))
      throw rulesError(this.source, first.at, `${first.key} is already defined further up`);
    return { name: first.key, node: this.node(first.value, [...captures, first.key]) };
  }

  private rule(member: Member | undefined, base: Variables, captures: readonly string[]): Rule | null {
    if (member === undefined) return null;
    const { value } = member;
    if (value.kind === 'literal' && typeof value.value === 'boolean') return constantRule(value.value);
    if (value.kind !== 'string')
      throw rulesError(this.source, value.at, `${member.key} must be true, false or a string`);
    const { string } = value;
    try {
      const syntax = parseExpression(string.text);
      const variables = withCaptures(base, captures);
      const expression = compile(syntax, { variables });
      requireBoolean(0, member.key, expression.type);
      return { text: string.text, expression, observe: (scope) => observeParts(syntax, variables, scope) };
    } catch (error) {
      if (error instanceof ExpressionError) throw rulesError(this.source, string.offsetOf(error.at), error.message);
      throw error;
    }
  }

  private indexes(member: Member | undefined): Set<string> {
    if (member === undefined) return new Set();
    const { value } = member;
    const items = value.kind === 'array' ? value.items : [value];
    return new Set(
      items.map((item) => {
        if (item.kind !== 'string')
          throw rulesError(this.source, item.at, '.indexOn must be a string or a list of strings');
        if (splitPath(item.string.text).length === 0)
          throw rulesError(this.source, item.at, '.indexOn must name a child path, .value or .key');
        const index = indexFromName(item.string.text);
        const problem = index.kind === 'child' ? pathProblem(index.path) : undefined;
        if (problem !== undefined) throw rulesError(this.source, item.at, `Bad index name: ${problem}`);
        return indexName(index);
      }),
    );
  }
}

const KINDS = new Set(['.read', '.write', '.validate', '.indexOn']);

function constantRule(value: boolean): Rule {
  return { text: String(value), expression: { type: 'boolean', run: () => value }, observe: () => [] };
}

function withCaptures(base: Variables, captures: readonly string[]): Variables {
  const all = new Map(base);
  for (const name of captures) all.set(name, { type: 'string', run: (scope) => scope.captures.get(name) ?? null });
  return all;
}
