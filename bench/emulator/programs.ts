import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** A program of this benchmark, running in its own process. */
export interface Program {
  readonly port: number;
  /** Bytes used on its heap after a collection. */
  readHeap(): Promise<number>;
  /** The most bytes of memory it has taken so far. */
  readPeak(): Promise<number>;
  stop(): void;
}

/** Bundles and starts bench/emulator/NAME.ts; its first message is its port. */
export async function startProgram(name: string, flags: readonly string[] = []): Promise<Program> {
  const file = await buildProgram(join('emulator', name));
  const child = fork(file, [], { execArgv: [...flags] });
  const port = await nextNumber(child, 'port');
  const ask = (question: string): Promise<number> => {
    const answer = nextNumber(child, question);
    child.send(question);
    return answer;
  };
  return { port, readHeap: () => ask('heap'), readPeak: () => ask('peak'), stop: () => child.disconnect() };
}

/** Bundles bench/NAME.ts. */
export async function buildProgram(name: string): Promise<string> {
  const root = projectRoot(import.meta.dirname);
  const file = join(root, '.build/bench', `${name}.mjs`);
  await build({
    entryPoints: [join(root, 'bench', `${name}.ts`)],
    outfile: file,
    bundle: true,
    packages: 'external',
    // Our own packages are TypeScript and part of the bundle, as in tools/build.mjs.
    alias: Object.fromEntries(
      ['core', 'functions', 'emulator'].map((name) => [`@segue/${name}`, join(root, name, 'src')]),
    ),
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return file;
}

/** Waits for the next message of a program, which must be a number. */
async function nextNumber(child: ChildProcess, name: string): Promise<number> {
  const value = (await nextMessage(child))[name];
  if (value === undefined) throw new Error(`the program sent no ${name}`);
  return value;
}

function nextMessage(child: ChildProcess): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void =>
      reject(new Error(`the program ended with ${code ?? '?'} before it answered`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as Record<string, number>);
    });
  });
}

/** The project folder that contains this file or the bundle made from it. */
function projectRoot(from: string): string {
  return existsSync(join(from, 'bench/emulator')) ? from : projectRoot(dirname(from));
}
