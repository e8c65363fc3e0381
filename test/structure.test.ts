import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRoot } from '@segue/suite/launcher/root';

/** Wrong imports: the file, what it says, the file beside it that it needs, and the rule of `.dependency-cruiser.mjs`. */
const wrong: [kind: string, file: string, code: string, rule: string][] = [
  ['Firebase in core', 'core/src/tables/fire.ts', "import 'firebase-admin/database';", 'core-is-pure'],
  ['the browser’s Firebase in core', 'core/src/tables/web.ts', "import 'firebase/database';", 'core-is-pure'],
  ['Node in core', 'core/src/tables/node.ts', "import type { Stats } from 'node:fs';", 'core-is-pure'],
  ['a package in the model', 'core/src/model/zod.ts', "import 'zod';", 'model-imports-nothing'],
  ['a way up', 'core/src/tables/up.ts', "import '../versions/room.js';", 'no-way-up-from-core-tables'],
  [
    'a type from above',
    'core/src/tables/type.ts',
    "import type { A } from '../versions/room.js';",
    'no-way-up-from-core-tables',
  ],
  ['a file without a room', 'core/src/utils/any.ts', "import '../versions/room.js';", 'every-file-has-a-room'],
  [
    'an import from a file without a room',
    'core/src/tables/any.ts',
    "import '../utils/any.js';",
    'every-file-has-a-room',
  ],
  ['a circle of types', 'core/src/versions/a.ts', "import type { B } from './b.js';\nexport type A = B;", 'no-circles'],
  [
    'a path into another package',
    'hosting/src/data/path.ts',
    "import '../../../core/src/versions/room.js';",
    'across-packages-by-name',
  ],
  [
    'a package that may not be imported',
    'emulator/src/core.ts',
    "import '../../core/src/versions/room.js';",
    'emulator-imports-what-it-may',
  ],
  [
    'a folder named lib',
    'hosting/src/data/lib/any.ts',
    "import '../../../../functions/src/store/room.js';",
    'hosting-imports-what-it-may',
  ],
  [
    'Firebase in a use case',
    'functions/src/pipeline/rows/fire.ts',
    "import 'firebase-admin/database';",
    'use-cases-know-the-database-by-ports',
  ],
  [
    'a dependency that is not declared',
    'functions/src/store/ws.ts',
    "import 'ws';",
    'functions-declares-what-it-imports',
  ],
  ['an import that leads nowhere', 'core/src/tables/nowhere.ts', "import './nothing.js';", 'no-unresolved'],
];

/** What the wrong files import. */
const right: [file: string, code: string][] = [
  ['core/src/versions/room.ts', 'export type A = 1;'],
  ['core/src/versions/b.ts', "import type { A } from './a.js';\nexport type B = A[];"],
  ['functions/src/store/room.ts', 'export {};'],
];

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

describe('npm run structure', () => {
  let folder: string;
  let found: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segue-structure-'));
    for (const file of ['.dependency-cruiser.mjs', 'tsconfig.base.json', 'package.json'])
      await cp(inRoot(file), join(folder, file));
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'));
    for (const [file, code] of [...wrong.map(([, file, code]) => [file, code] as const), ...right]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), code);
    }
    for (const name of ['core', 'functions', 'hosting', 'emulator'])
      await cp(inRoot(name, 'package.json'), join(folder, name, 'package.json'));
    found = (await cruise(folder)).summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(wrong)('reports %s', (_, file, __, rule) => {
    expect(found).toContain(`${file}: ${rule}`);
  });

  it.each(right)('has nothing against %s', (file) => {
    expect(found.filter((line) => line.startsWith(`${file}: `) && !line.endsWith(': no-circles'))).toEqual([]);
  });
});

/** Runs dependency-cruiser, which exits with the number of errors, over a folder. */
function cruise(folder: string): Promise<Report> {
  const program = inRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const parameters = [program, 'core', 'functions', 'hosting', 'emulator', '--output-type', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Report);
      } catch {
        reject(new Error(stderr || stdout));
      }
    });
  });
}
