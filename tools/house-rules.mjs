/**
 * Two rules of this house, in ESLint's plug-in form, which oxlint runs.
 *
 * `no-spread-literal`: `...{ a, b }` is written as `a, b`, one a line.
 * `no-non-null`: only an array index may be asserted to be there; anything else is guarded, or read by a function that
 * names what is missing.
 */
const noSpreadLiteral = {
  create: (context) => ({
    ':matches(ObjectExpression > SpreadElement, JSXSpreadAttribute) > ObjectExpression': (node) =>
      context.report({ node, message: 'Write the properties or attributes themselves, one a line.' }),
  }),
};

const noNonNull = {
  create: (context) => ({
    'TSNonNullExpression:not(:has(> MemberExpression[computed=true]))': (node) =>
      context.report({
        node,
        message: 'Only an array index may be asserted: guard, or read it with a function that names what is missing.',
      }),
  }),
};

export default { meta: { name: 'house' }, rules: { 'no-spread-literal': noSpreadLiteral, 'no-non-null': noNonNull } };
