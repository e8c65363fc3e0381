import { permissionDenied } from '../failure.js';
import type { Path } from '../tree/node.js';
import { explainRead, explainWrite } from './explanation.js';
import { allowsRead, allowsWrite } from './judge.js';
import { type RuleNode, parseRuleTree, ruleChild } from './rule-tree.js';
import type { Rules } from './rules.js';

/**
 * Parses and fully checks the text of security rules. Throws `invalid_data` with `line:column: reason`.
 * https://firebase.google.com/docs/reference/security/database
 */
export function parseRules(source: string): Rules {
  const tree = parseRuleTree(source);
  return {
    source,
    judgeRead: (request) => {
      if (!allowsRead(tree, request)) throw permissionDenied();
    },
    judgeWrite: (request) => {
      if (!allowsWrite(tree, request)) throw permissionDenied();
    },
    explainRead: (request) => explainRead(tree, request),
    explainWrite: (request) => explainWrite(tree, request),
    hasIndex: (path, name) => nodeFor(tree, path)?.indexes.has(name) ?? false,
  };
}

function nodeFor(rules: RuleNode, path: Path): RuleNode | null {
  let node: RuleNode | null = rules;
  for (const key of path) node = node === null ? null : (ruleChild(node, key)?.node ?? null);
  return node;
}
