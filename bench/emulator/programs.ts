import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** A program of this benchmark that runs as a process of its own. */
export interface Program {
  readonly port: number;
  /** Sends a message and answers the next one that comes back. */
  ask(message: object): Promise<Record<string, number>>;
  stop(): void;
}

/** Bundles and starts bench/emulator/NAME.ts, which says its port first. */
export async function startProgram(name: string, flags: readonly string[] = []): Promise<Program> {
  const file = await buildProgram(join('emulator', name));
  const child = fork(file, [], { execArgv: [...flags] });
  const { port } = await nextMessage(child);
  const ask = (message: object): Promise<Record<string, number>> => {
    const answer = nextMessage(child);
    child.send(message);
    return answer;
  };
  return { port: port!, ask, stop: () => child.disconnect() };
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
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return file;
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

/** The folder of the project this file, or the bundle it has become part of, lies in. */
function projectRoot(from: string): string {
  return existsSync(join(from, 'bench/emulator')) ? from : projectRoot(dirname(from));
}
