import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { inRoot } from '@segue/suite/launcher/root';

/** How a program ended, and what it printed. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A program that runs, with what it has printed so far. */
export interface Running {
  process: ChildProcess;
  printed: () => string;
  ended: Promise<Outcome>;
}

const started = new Set<ChildProcess>();

/**
 * Kills what a test has left running, so that a failed test does not keep the run open. A killed starter ends its
 * suite.
 */
export function killPrograms(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** The scripts of package.json that run a program, with its file. */
export const programs = {
  start: 'suite/start.ts',
  demo: 'suite/demo.ts',
  segue: 'cli/segue.ts',
  emulator: 'emulator/src/cli.ts',
  chaos: 'test/chaos/command.ts',
  privacy: 'test/privacy/command.ts',
} as const;

/** Node's options to run TypeScript, as in package.json. */
export const runTypeScript = ['--import', pathToFileURL(inRoot('tools/typescript.mjs')).href];

type Command = [program: keyof typeof programs, ...args: string[]];

/** Starts a program as npm would, in a process of its own, with `environment` besides that of this one. */
export function runProgram(
  [program, ...args]: Command,
  nodeOptions: string[] = [],
  environment: Record<string, string> = {},
): Running {
  return run(process.execPath, [...nodeOptions, ...runTypeScript, inRoot(programs[program]), ...args], environment);
}

/** Starts a program as `npm run` does: in a shell, which does not pass on the signals that it is sent. */
export function runInNpmsShell([program, ...args]: Command): Running {
  const node = [process.execPath, ...runTypeScript, inRoot(programs[program]), ...args];
  return run('sh', ['-c', '"$0" "$@" & wait', ...node], { npm_lifecycle_event: program });
}

function run(file: string, args: string[], environment: Record<string, string>): Running {
  const child = spawn(file, args, { cwd: inRoot(), env: { ...process.env, ...environment } });
  started.add(child);
  child.once('close', () => started.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return {
    process: child,
    printed: () => output.stdout + output.stderr,
    ended: once(child, 'close').then(([code]: (number | null)[]) => ({ code: code ?? null, ...output })),
  };
}
