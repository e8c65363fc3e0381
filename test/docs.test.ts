import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { allReplies, allRoutes } from '@segue/core/contract/api/all-routes';
import { errorsOf, type Route } from '@segue/core/contract/api/route';
import { needsRole, rights, type Grant } from '@segue/core/contract/rights/table';
import { openApi } from '@segue/core/contract/api/open-api';
import { errorStatus } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { accountAnswers } from '@segue/functions/http/accounts';
import { datasetAnswers } from '@segue/functions/http/datasets';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { defaultModelAnswers, modelAnswers } from '@segue/functions/http/models';
import { defaultAnswers } from '@segue/functions/http/recommendations';
import { rowAnswers } from '@segue/functions/http/rows';
import { sharingAnswers } from '@segue/functions/http/sharing';
import { uploadAnswers } from '@segue/functions/http/uploads';
import { rightsTable } from '@segue/tools/rules/rights-table';
import { safeguardList } from './chaos/safeguards.js';
import { brokenLinks, codesIn, missingPaths, namedPaths, tableAfter } from './support/documents.js';

const root = resolve(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const api = read('docs/api.md');
const readme = read('README.md');
const architecture = read('ARCHITECTURE.md');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The cells of the rows of a table under a heading, the first without its backticks. */
function table(heading: string): string[][] {
  const section = api.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return [...section.matchAll(/^\| *`([^`]+)` *\| *(.*?) *\|$/gm)].map((row) => [row[1]!, ...row[2]!.split(/ *\| */)]);
}

const routes: Route[] = Object.values(allRoutes);
const requestOf = ({ method, path }: Route) => `${method} ${path}`;

/** Whom a route is for, where that is not every account. */
function leastRole({ right }: Route): string {
  if (!right || !needsRole(...right)) return '';
  const grant: Grant = rights[right[1]][right[0]];
  return grant.administrators && grant.public === 'nobody' ? ' (administrator)' : ` (${grant.public})`;
}

describe('docs/api.md', () => {
  it('lists every route in order, with what it does and who may call it', () => {
    const documented = table('Requests').map(([request, does]) => `${request!.split('?')[0]!}: ${does!}`);
    const summaries = routes.map((route) => {
      const owner = leastRole(route);
      return `${requestOf(route)}: ${route.summary}${owner}`;
    });
    expect(documented).toEqual(summaries);
  });

  it('names parameters that the queries take, and the status where it is not 200', () => {
    for (const [request, , answers] of table('Requests')) {
      const [path, query] = request!.split('?');
      const route = routes.find((candidate) => requestOf(candidate) === path)!;
      const { parameters } = operation(route);
      const taken = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      for (const name of new URLSearchParams(query).keys())
        expect([path, taken]).toEqual([path, expect.arrayContaining([name])]);
      expect([path, /^\d{3}/.exec(answers!)?.[0] ?? '200']).toEqual([path, String(route.status)]);
    }
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

interface Operation {
  parameters: { name: string; in: string }[];
}

const reference = openApi(allRoutes, allReplies) as { paths: Record<string, Record<string, Operation>> };
const operation = ({ path, method }: Route) => reference.paths[path]![method.toLowerCase()]!;

describe('docs/security.md', () => {
  it('has the table of rights', () => {
    expect(tableAfter(read('docs/security.md'), 'Who may do what')).toEqual(rightsTable());
  });
});

describe('docs/openapi.json', () => {
  it('is what the routes say; npm run openapi writes it', () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(reference)));
  });
});

describe('the routes', () => {
  it('are what the functions answer, each once', () => {
    const answered = { ...datasetAnswers, ...rowAnswers, ...sharingAnswers, ...uploadAnswers, ...modelAnswers };
    const names = Object.keys({
      ...answered,
      ...recommendationAnswers,
      ...defaultAnswers,
      ...defaultModelAnswers,
      ...accountAnswers,
    });
    expect(names.sort()).toEqual(Object.keys(allRoutes).sort());
    expect(new Set(routes.map(requestOf)).size).toBe(routes.length);
  });

  it('reply with nothing that has no name in the reference', () => {
    const named = new Set(Object.values(allReplies));
    expect(routes.filter(({ reply }) => reply && !named.has(reply)).map(requestOf)).toEqual([]);
  });

  it('name every error code but those that no route answers', () => {
    // An address that is none, a method that it does not take, and what only a training says.
    const named = new Set([...routes.flatMap(errorsOf), 'not-found', 'method-not-allowed', 'too-little-data']);
    expect([...named].sort()).toEqual(Object.keys(errorStatus).sort());
  });
});

/** The test that runs each command the docs name. */
const commandTests: Record<string, string> = {
  'npm start': 'test/cli/start.test.ts',
  'npm test': '.ci/run',
  'npm ci': '.ci/run',
  'npm run check': '.ci/run',
  // Parts of `npm run check`; `format` writes what its first part checks.
  'npm run format': '.ci/run',
  'npm run lint': '.ci/run',
  'npm run types': '.ci/run',
  'npm run structure': '.ci/run',
  'npm run demo': 'test/cli/demo.test.ts',
  'npm run segue': 'test/cli/commands.test.ts',
  'npm run emulator': 'test/cli/commands.test.ts',
  'npm run golden': 'test/cli/commands.test.ts',
  'npm run chaos': 'test/cli/commands.test.ts',
  'npm run sample': 'test/cli/commands.test.ts',
  'npm run bench': 'test/cli/commands.test.ts',
  'npm run build': 'test/cli/commands.test.ts',
  // What it writes is held against the routes here.
  'npm run openapi': 'test/docs.test.ts',
  'npm run rules': 'test/rules/rules.test.ts',
  // What it writes is held against the file there.
  'npm run promises': 'test/versions/promised-bytes.test.ts',
  'npm run newest': 'test/cli/newest.test.ts',
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
    const { leftOutItems, leftOutBytes } = limits;
    expect(readme).toContain(`| ${leftOutItems.toLocaleString('en')}, and ${leftOutBytes / 1000} KB of names`);
  });

  it('links the papers', () => {
    for (const path of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) expect(readme).toContain(`](${path})`);
  });
});

describe('every document', () => {
  it.each([...documents, 'emulator/README.md', 'emulator-data/README.md'])('links to what there is: %s', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  // The changelog may name what is gone.
  it.each(['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'])('names files that there are: %s', (path) => {
    expect(namedPaths(read(path)).length).toBeGreaterThan(10);
    expect(missingPaths(read(path))).toEqual([]);
  });

  it.each(documents)('names nothing outside the repository: %s', (path) => {
    expect(read(path)).not.toMatch(/\.\.\/shared|\/work\/|\/home\/|\/tmp\//);
  });

  it('is found out where a path, a link or an anchor is wrong', () => {
    const text = 'Read `core/src/modle.ts`, `gone.mjs` and `cor/README.md`; write `core/src/model/losses/NAME.ts` as\n';
    expect(missingPaths(`${text}\`\`\`\nnpx jest test/gone.test.ts\ngone/  what is gone\n\`\`\`\n`)).toEqual([
      'gone/',
      'test/gone.test.ts',
      'core/src/modle.ts',
      'gone.mjs',
      'cor/README.md',
    ]);
    const links = '[a](README.md) [b](gone.md) [c](README.md#limits) [d](README.md#gone) [e](#gone)';
    expect(brokenLinks('README.md', links)).toEqual(['gone.md', 'README.md#gone', '#gone']);
  });
});

describe('ARCHITECTURE.md', () => {
  const layers = readLayers();

  it('says who may import whom as .dependency-cruiser.mjs does', () => {
    const rows = tableAfter(architecture, 'Who may import whom').map(([name, others]) => [
      codesIn(name!)[0]!,
      codesIn(others!),
    ]);
    expect(Object.fromEntries(rows)).toEqual(layers.mayImport);
  });

  it('has the rooms of each package in the order of .dependency-cruiser.mjs', () => {
    const rows = tableAfter(architecture, 'Rooms').map(([folder, rooms]) => [codesIn(folder!)[0]!, codesIn(rooms!)]);
    const floors = Object.entries(layers.floors).map(([folder, rooms]) => [
      folder,
      rooms.map((room) => room.replace(/[()\\]|\.ts$/g, '')),
    ]);
    expect(rows).toEqual(floors);
  });

  it.each(Object.entries(layers.floors))(
    'has a floor for all that is in %s, and none for what is not',
    (folder, rooms) => {
      const entries = readdirSync(join(root, folder));
      const matches = (room: string) => (entry: string) => new RegExp(`^${room}(\\.tsx?)?$`).test(entry);
      expect(rooms.filter((room) => !entries.some(matches(room)))).toEqual([]);
      expect(entries.filter((entry) => !rooms.some((room) => matches(room)(entry)))).toEqual([]);
    },
  );

  it('has every root of the database, written by functions that there are', () => {
    const rows = tableAfter(architecture, 'State');
    const source = read('core/src/contract/stored/places.ts');
    const roots = [...source.matchAll(/pathTo\(\s*['`]([A-Za-z]+)/g)].map(([, root]) => root!);
    expect(rows.map(([root]) => codesIn(root!)[0]).sort()).toEqual([...new Set(roots)].sort());
    const functions = [...read('functions/src/index.ts').matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name);
    expect(functions).toEqual(expect.arrayContaining(rows.flatMap(([, , writers]) => codesIn(writers!))));
  });

  it('names for each invariant a test or a command that the gate runs', () => {
    const rows = tableAfter(architecture, 'Invariants, and the test that holds each');
    expect(rows.length).toBeGreaterThan(10);
    for (const [invariant, holders] of rows) {
      const named = codesIn(holders!);
      expect([invariant, named]).not.toEqual([invariant, []]);
      for (const holder of named) expect([invariant, holder]).toEqual([invariant, expect.stringMatching(heldBy)]);
    }
    expect(architecture).toContain(`Each of the ${safeguardList.length} [safeguards]`);
  });
});

const heldBy = /^(?:test\/.+\.test\.ts|npm run (?:structure|types))$/;

/** What `.dependency-cruiser.mjs` exports. It is an ES module, which tests, being CommonJS, cannot import. */
function readLayers() {
  const url = pathToFileURL(join(root, '.dependency-cruiser.mjs')).href;
  const program = `import { mayImport, floors } from '${url}'; console.log(JSON.stringify({ mayImport, floors }));`;
  const names = z.record(z.string(), z.array(z.string()));
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  return z.object({ mayImport: names, floors: names }).parse(JSON.parse(output));
}
