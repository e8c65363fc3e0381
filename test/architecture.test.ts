import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const source = join(root, 'functions/src');

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s+'([^']+)'|import\('([^']+)'\)/g)].map((found) => found[1] ?? found[2]!);
}

function folderOf(file: string): string {
  const path = relative(source, file);
  return path.includes('/') ? path.split('/')[0]! : path.replace(/\.ts$/, '');
}

/** What each room of the functions may import of the others, and of packages. */
const rooms: Record<string, { rooms: string[]; packages: RegExp }> = {
  model: { rooms: [], packages: /^$/ },
  contract: { rooms: ['model'], packages: /^zod$/ },
  datasets: { rooms: ['model', 'contract'], packages: /^csv-parse/ },
  versions: { rooms: ['model', 'contract', 'datasets'], packages: /^$/ },
  pipeline: { rooms: ['model', 'contract', 'datasets', 'versions'], packages: /^node:crypto$/ },
  store: { rooms: ['contract', 'pipeline', 'log', 'options'], packages: /^(node:crypto|firebase-admin\/)/ },
  log: { rooms: ['pipeline'], packages: /^firebase-functions$/ },
  options: { rooms: ['store'], packages: /^firebase-(admin\/|functions\/params$)/ },
  http: {
    rooms: ['model', 'contract', 'datasets', 'pipeline', 'store', 'log', 'options'],
    packages: /^(node:crypto|zod|busboy|express|firebase-functions\/|firebase-admin\/auth)/,
  },
  triggers: { rooms: ['pipeline', 'store', 'options'], packages: /^firebase-functions\// },
  index: { rooms: ['http', 'triggers'], packages: /^$/ },
};

describe('the functions', () => {
  it.each(Object.keys(rooms))('%s imports only what its room may', (room) => {
    const allowed = rooms[room]!;
    const strangers = files(source)
      .filter((file) => folderOf(file) === room)
      .flatMap((file) =>
        imports(file)
          .filter((name) =>
            name.startsWith('.')
              ? ![room, ...allowed.rooms].includes(folderOf(resolve(dirname(file), name.replace(/\.js$/, '.ts'))))
              : !allowed.packages.test(name),
          )
          .map((name) => `${relative(root, file)}: ${name}`),
      );
    expect(strangers).toEqual([]);
  });

  it('have every file in a room', () => {
    expect([...new Set(files(source).map(folderOf))].sort()).toEqual(Object.keys(rooms).sort());
  });

  it('have no cycle of imports at run time', () => {
    const graph = new Map(
      files(source).map((file) => {
        const text = readFileSync(file, 'utf8').replace(/(?:import|export) type [^;]+;/g, '');
        const found = [...text.matchAll(/from\s+'(\.[^']+)'/g)].map((match) =>
          resolve(dirname(file), match[1]!.replace(/\.js$/, '.ts')),
        );
        return [file, found] as const;
      }),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file))
        cycles.push([...trail.slice(trail.indexOf(file)), file].map((f) => relative(source, f)).join(' → '));
      else if (!done.has(file)) for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('the emulator', () => {
  it('is a stranger to the product', () => {
    const own = join(root, 'emulator');
    const outside = files(join(own, 'src')).flatMap((file) =>
      imports(file)
        .filter((name) => name.startsWith('.') && !resolve(dirname(file), name).startsWith(own))
        .map((name) => `${relative(root, file)}: ${name}`),
    );
    expect(outside).toEqual([]);
  });
});
