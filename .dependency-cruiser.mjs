/** Who may import whom, over the whole repository, types included. `npm run structure` checks it. */

const packages = ['core', 'functions', 'hosting', 'emulator', 'cli', 'suite', 'tools', 'bench', 'test'];

/** The packages that a package may import from; ARCHITECTURE.md has the same table. */
export const mayImport = {
  core: [],
  emulator: [],
  functions: ['core'],
  hosting: ['core'],
  cli: ['core', 'functions'],
  suite: ['core', 'cli', 'emulator'],
  tools: ['core', 'functions', 'cli', 'suite'],
  bench: ['core', 'functions', 'emulator', 'cli', 'suite', 'test'],
  test: ['core', 'functions', 'hosting', 'emulator', 'cli', 'suite', 'tools', 'bench'],
};

/** Rooms from the bottom up: each may import those before it. ARCHITECTURE.md has the same table. */
export const floors = {
  'core/src': ['model', 'tables', 'contract', 'versions'],
  'functions/src': ['pipeline', '(store|log|options)', '(http|triggers)', 'index\\.ts'],
  'functions/src/pipeline': [
    'ports',
    'records',
    'rows',
    'models',
    'counting',
    '(training|answers|sharing)',
    '(accounts|erasure)',
    'sweep',
  ],
  'hosting/src': ['(words|styles)', 'data', 'navigation', 'components', '(screens|verify)', 'app', 'main'],
};

const other = (names) => names.join('|');

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that import each other, types included, are one file or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?worker$', '\\?url$'] },
    },
    {
      name: 'across-packages-by-name',
      comment: 'Import @segue/NAME/…, not a path that leads out of the package.',
      severity: 'error',
      from: { path: `^(${other(packages)})/` },
      to: { path: `^(${other(packages)})/`, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    ...packages.map((name) => ({
      name: `${name}-imports-what-it-may`,
      comment: `${name} may import ${mayImport[name].join(', ') || 'no other package of ours'}.`,
      severity: 'error',
      from: { path: `^${name}/` },
      to: { path: `^(${other(packages.filter((to) => to !== name && !mayImport[name].includes(to)))})/` },
    })),
    ...Object.entries(floors).flatMap(([folder, rooms]) =>
      rooms.slice(0, -1).map((room, floor) => ({
        name: `no-way-up-from-${folder.replace('/src', '').replace('/', '-')}-${room.replace(/\W/g, '-')}`,
        comment: `In ${folder}, ${room} may not import the rooms above it.`,
        severity: 'error',
        from: { path: `^${folder}/${room}` },
        to: { path: `^${folder}/(${other(rooms.slice(floor + 1))})` },
      })),
    ),
    ...Object.entries(floors).flatMap(([folder, rooms]) => {
      const outside = { path: `^${folder}/`, pathNot: `^${folder}/(${other(rooms)})` };
      const comment = `Every file of ${folder} lies in one of its rooms: ${rooms.join(', ')}.`;
      return [
        { name: 'every-file-has-a-room', comment, severity: 'error', from: outside, to: {} },
        { name: 'every-file-has-a-room', comment, severity: 'error', from: {}, to: outside },
      ];
    }),
    ...['functions', 'emulator'].map((name) => ({
      name: `${name}-declares-what-it-imports`,
      comment: `What ${name} imports stands among the dependencies of its package.json.`,
      severity: 'error',
      from: { path: `^${name}/src/` },
      to: { path: '(^|/)node_modules/', dependencyTypesNot: ['npm', 'type-only'] },
    })),
    {
      name: 'use-cases-know-the-database-by-ports',
      comment: 'Only store, http, triggers and index.ts know Firebase.',
      severity: 'error',
      from: { path: '^functions/src/pipeline/' },
      to: { path: '(^|/)node_modules/@?firebase' },
    },
    {
      name: 'model-imports-nothing',
      comment: 'The numbers depend on no package at all.',
      severity: 'error',
      from: { path: '^core/src/model/' },
      to: { pathNot: '^core/src/model/' },
    },
    {
      name: 'core-is-pure',
      comment: 'Core runs in Node and in a browser: zod and csv-parse alone.',
      severity: 'error',
      from: { path: '^core/src/' },
      to: { pathNot: ['^core/src/', '^node_modules/(zod|csv-parse)/'] },
    },
    {
      name: 'promises-stay-out-of-what-is-deployed',
      comment: 'The promised digests are for tests and tools; page and functions need codeVersion alone.',
      severity: 'error',
      from: { path: '^(core|functions|hosting|cli)/' },
      to: { path: '^core/src/versions/promised-bytes\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    // What is built, in our own folders alone: packages keep their code in folders of the same names.
    exclude: { path: ['^[^/]+/(lib|dist)/', '^\\.(build|segue)/', 'core/src/model/kernels/assembly'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
