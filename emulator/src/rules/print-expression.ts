import type { Expression } from './syntax.js';

/** Prints an expression in the rules language, with brackets only around nested operators. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'constant':
      return typeof expression.value === 'string' ? quoted(expression.value) : String(expression.value);
    case 'regexp':
      return `/${expression.pattern}/${expression.flags}`;
    case 'list':
      return `[${printAll(expression.items)}]`;
    case 'name':
      return expression.name;
    case 'member':
      return `${inner(expression.object)}.${expression.name}`;
    case 'index':
      return `${inner(expression.object)}[${printExpression(expression.key)}]`;
    case 'call':
      return `${inner(expression.object)}.${expression.name}(${printAll(expression.inputs)})`;
    case 'unary':
      return `${expression.operator}${inner(expression.input)}`;
    case 'binary':
      return `${inner(expression.left)} ${expression.operator} ${inner(expression.right)}`;
    case 'choice':
      return `${inner(expression.test)} ? ${inner(expression.yes)} : ${inner(expression.no)}`;
  }
}

function inner(expression: Expression): string {
  const text = printExpression(expression);
  return expression.kind === 'binary' || expression.kind === 'choice' ? `(${text})` : text;
}

function printAll(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
