import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorStatus } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { routes } from '@segue/core/contract/routes';
import { datasetEndpoints } from '@segue/functions/http/datasets';
import { modelEndpoints } from '@segue/functions/http/models';
import { recommendationEndpoints } from '@segue/functions/http/recommendations';
import { uploadEndpoints } from '@segue/functions/http/uploads';

const root = resolve(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const api = read('docs/api.md');
const readme = read('README.md');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** First cells of the rows of a table under a heading. */
function table(heading: string): string[][] {
  const section = api.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return [...section.matchAll(/^\| *`([^`]+)` *\| *([^|]*?) *\|/gm)].map((row) => [row[1]!, row[2]!]);
}

describe('docs/api.md', () => {
  it('lists every route, and only those', () => {
    const documented = table('Requests').map(([request]) => request!.split('?')[0]!);
    expect(documented.sort()).toEqual([...routes].sort());
  });

  it('lists every error code with its status', () => {
    expect(Object.fromEntries(table('Error codes').map(([code, status]) => [code, Number(status)]))).toEqual(
      errorStatus,
    );
  });

  it('lists every limit with its value', () => {
    expect(Object.fromEntries(table('Limits').map(([name, value]) => [name, Number(value)]))).toEqual(limits);
  });
});

describe('the routes', () => {
  it('are the endpoints that the functions serve', () => {
    const served = [datasetEndpoints, uploadEndpoints, modelEndpoints, recommendationEndpoints].flatMap(Object.keys);
    expect(served.sort()).toEqual([...routes].sort());
  });
});

/** The test that runs each command a reader is told to run. */
const commandTests: Record<string, string> = {
  'npm start': 'test/cli/start.test.ts',
  'npm test': '.ci/run',
  'npm ci': '.ci/run',
  'npm run check': '.ci/run',
  'npm run demo': 'test/cli/demo.test.ts',
  'npm run segue': 'test/cli/commands.test.ts',
  'npm run emulator': 'test/cli/commands.test.ts',
  'npm run golden': 'test/cli/commands.test.ts',
  'npm run chaos': 'test/cli/commands.test.ts',
  'npm run sample': 'test/cli/commands.test.ts',
  'npm run bench': 'test/cli/commands.test.ts',
  'npm run build': 'test/cli/commands.test.ts',
  // Draws more cases for this test; a slice of them is drawn on every run.
  'npm run soak': 'test/emulator/fuzz.test.ts',
};

describe('README.md', () => {
  it('names only commands that there are, each run by a test', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...documents, 'emulator/README.md', 'bench/emulator/README.md'].flatMap((path) =>
      [...read(path).matchAll(/npm (run [a-z:]+|start|test|ci)\b/g)].map((m) => m[0]),
    );
    for (const command of new Set(named)) {
      const script = command.replace(/^npm (run )?/, '');
      if (script !== 'ci') expect([command, scripts[script]]).not.toContain(undefined);
      expect([command, existsSync(join(root, commandTests[command] ?? 'nowhere'))]).toEqual([command, true]);
    }
  });

  it('states the limits as they are', () => {
    expect(readme).toContain(`${limits.uploadBytes / 1e6} MB; above that in parts`);
    expect(readme).toContain(`| ${limits.uploadInPartsBytes / 1e6} MB`);
    for (const limit of [limits.columns, limits.rowsPerBlock, limits.keptVersions, limits.recommendations]) {
      expect(readme).toMatch(new RegExp(`\\| ${limit} +\\|`));
    }
  });

  it('has no link or picture that leads nowhere', () => {
    for (const path of [...documents, 'emulator/README.md', 'emulator-data/README.md']) {
      for (const [, target] of read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (!/^https?:/.test(target!)) {
          expect([path, target, existsSync(join(root, dirname(path), target!))]).toEqual([path, target, true]);
        }
      }
    }
  });
});
