import { availableParallelism } from 'node:os';
import { join } from 'node:path';

// No test reads or writes the accounts of who runs it: nothing can be kept below a file. A test that signs in names its own.
process.env.SEGUE_ACCOUNTS = join(import.meta.dirname, 'package.json', 'accounts.json');

/** Tests run the TypeScript sources through swc as CommonJS; one flow test loads the built functions in plain Node. */
const transform = {
  '^.+\\.(m?[tj]sx?)$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic', importSource: 'preact' } },
      },
      module: { type: 'commonjs' },
    },
  ],
};
/**
 * Flows with a suite or a browser of their own, whose use cases have faster tests: only in `npm run soak`, which sets the variable.
 * The gate has ten minutes.
 */
const onlyInSoak = ['test/cli/accounts.test', 'test/browser/app-check.test', 'test/browser/left-out.test'];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform,
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@segue/(core|functions|hosting|emulator)/(.+)$': '<rootDir>/$1/src/$2',
    '^@segue/(cli|suite|tools|bench|test)/(.+)$': '<rootDir>/$1/$2',
  },
  testPathIgnorePatterns: [
    '/node_modules/',
    '/lib/',
    '/\\.build/',
    '/\\.segue/',
    ...(process.env.EMULATOR_SOAK === '1' ? [] : onlyInSoak),
  ],
  modulePathIgnorePatterns: ['/\\.segue/', '/\\.build/'],
};

export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  // A test that hangs is reported late, and none fails because a shared machine is slow for a while.
  testTimeout: 300_000,
  // Half as many again as there are cores: many tests wait for processes that they have started.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testSequencer: '<rootDir>/test/support/slow-first.cjs',
  reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
