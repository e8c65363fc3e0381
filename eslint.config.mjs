import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const noSpreadLiteral = {
  selector: ':matches(ObjectExpression > SpreadElement, JSXSpreadAttribute) > ObjectExpression',
  message: 'Write the properties or attributes themselves, one a line.',
};
const noNonNull = {
  selector: 'TSNonNullExpression:not(:has(> MemberExpression[computed=true]))',
  message: 'Only an array index may be asserted: guard, or read it with a function that names what is missing.',
};

export default tseslint.config(
  { ignores: ['**/lib/**', '**/dist/**', '**/node_modules/**', '.build/**', '.segue/**', 'emulator-data/**'] },
  // AssemblyScript: it looks like TypeScript, but its own compiler checks it.
  { ignores: ['core/src/model/kernels/assembly/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'no-control-regex': 'off',
      'no-duplicate-imports': 'error',
      'no-restricted-syntax': ['error', noSpreadLiteral],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['test/**'],
    rules: { 'no-restricted-syntax': ['error', noSpreadLiteral, noNonNull] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        require: 'readonly',
        module: 'readonly',
        __dirname: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
