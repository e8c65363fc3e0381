import ts from 'typescript';

/**
 * A safeguard's marker: a comment on a line of its own, directly above what it protects.
 *
 *     // safeguard: flip-refused-where-pinned
 *     if (current.pinned) return refuse;
 *
 * If the protected code cannot just be removed, the marker contains its replacement:
 * `// safeguard: rounds-have-higher-fences, without: fence: state?.fence ?? 1`. Several markers with the same name form
 * one safeguard; the same code may have markers with different names.
 */
interface Marker {
  name: string;
  /** The code that replaces the marked code when it is removed. */
  without?: string;
  /** Where the comment begins in the source. */
  at: number;
}

/** One replacement in a source: `text` replaces what is between `start` and `end`. */
interface Cut {
  start: number;
  end: number;
  text: string;
}

const form = /^\/\/ safeguard: (?<name>[a-z0-9]+(?:-[a-z0-9]+)*)(?:, without: (?<without>.+))?$/;

/** The names of the safeguards in a source, one for each marker. */
export function safeguardNames(source: string): string[] {
  return findMarkers(source).map(({ name }) => name);
}

/**
 * Removes one safeguard from a source: every piece of code that carries its marker.
 * @param file the source's name, for errors
 * @throws if a marker is above code that no rule can remove, and does not say what replaces it
 */
export function withoutSafeguard(source: string, name: string, file: string): string {
  const markers = findMarkers(source).filter((marker) => marker.name === name);
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const cuts = markers.map((marker) => cutOf(tree, marker)).sort((a, b) => b.start - a.start);
  return cuts.reduce((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), source);
}

function findMarkers(source: string): Marker[] {
  return [...source.matchAll(/^.*?(\/\/ ?saf\w*ds?\b ?:?.*)$/gim)].map((line) => {
    const [whole, comment = ''] = line;
    const { name, without } = form.exec(comment.trimEnd())?.groups ?? {};
    if (name === undefined) throw new Error(`"${comment}" is no marker. Write: // safeguard: name, without: code`);
    const at = line.index + whole.indexOf('//');
    return { name, at, ...(without === undefined ? {} : { without }) };
  });
}

function cutOf(tree: ts.SourceFile, marker: Marker): Cut {
  const node = markedNode(tree, marker.at);
  const text = node && replacement(node, marker.without);
  if (!node || text === undefined) {
    const { line } = tree.getLineAndCharacterOfPosition(marker.at);
    throw new Error(
      `${tree.fileName}:${line + 1}: no rule takes out what "${marker.name}" stands above. Add ", without: code" to it.`,
    );
  }
  return { start: node.getStart(tree), end: node.end, text };
}

/** The largest piece of code right below a comment that can be removed on its own. */
function markedNode(tree: ts.SourceFile, at: number): ts.Node | undefined {
  const find = (node: ts.Node): ts.Node | undefined => {
    if (node.end <= at || node.pos > at) return undefined;
    const comments = ts.getLeadingCommentRanges(tree.text, node.pos) ?? [];
    if (comments.some(({ pos }) => pos === at) && partOf(node)) return node;
    return ts.forEachChild(node, find);
  };
  return ts.forEachChild(tree, find);
}

type Part = 'statement' | 'operand' | 'property' | 'element';

function partOf(node: ts.Node): Part | undefined {
  const { parent } = node;
  if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)) return 'statement';
  if (ts.isObjectLiteralExpression(parent)) return 'property';
  if (ts.isArrayLiteralExpression(parent)) return 'element';
  if (ts.isCallExpression(parent) && parent.arguments.some((argument) => argument === node)) return 'element';
  // Of `a || b || c`, which is `(a || b) || c`, the operands are a, b and c.
  if (isLogical(parent) && !(isLogical(node) && operatorOf(node) === operatorOf(parent))) return 'operand';
  return undefined;
}

/** The code that replaces a removed node; `undefined` if its kind does not determine that. */
function replacement(node: ts.Node, without: string | undefined): string | undefined {
  switch (partOf(node)) {
    case 'statement':
      return without ?? (ts.isExpressionStatement(node) || isGuard(node) ? ';' : undefined);
    case 'operand':
      if (without !== undefined) return `(${without})`;
      return isLogical(node.parent) && operatorOf(node.parent) === ts.SyntaxKind.BarBarToken ? 'false' : 'true';
    case 'property':
      return without ?? '...{}';
    case 'element':
      return without ?? '...[]';
    case undefined:
      return undefined;
  }
}

/** `if (…) return`, `continue` or `throw`. */
function isGuard(node: ts.Node): boolean {
  if (!ts.isIfStatement(node) || node.elseStatement) return false;
  const then = node.thenStatement;
  const last = ts.isBlock(then) ? then.statements.at(-1) : then;
  return (
    last !== undefined && (ts.isReturnStatement(last) || ts.isContinueStatement(last) || ts.isThrowStatement(last))
  );
}

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const operator = operatorOf(node);
  return operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.AmpersandAmpersandToken;
}

function operatorOf(node: ts.BinaryExpression): ts.SyntaxKind {
  return node.operatorToken.kind;
}
