import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inRoot } from '../../cli/suite/root.js';

/** How a program ended, and what it printed. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A program of cli/ that runs, with what it has printed so far. */
export interface Running {
  process: ChildProcess;
  printed: () => string;
  ended: Promise<Outcome>;
}

const started = new Set<ChildProcess>();

/** Kills what a test has left running, so that a failed test does not keep the run open. A killed starter ends its suite. */
export function killPrograms(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Starts a program of cli/ as npm would, in a process of its own, with `environment` besides that of this one. */
export function runProgram(
  args: string[],
  nodeOptions: string[] = [],
  program = inRoot('cli/run.mjs'),
  environment: Record<string, string> = {},
): Running {
  return run(process.execPath, [...nodeOptions, program, ...args], environment);
}

/** Starts `cli/run.mjs` as `npm run` does: in a shell, which does not pass on the signals that it is sent. */
export function runInNpmsShell(args: string[]): Running {
  const command = ['-c', '"$0" "$@" & wait', process.execPath, inRoot('cli/run.mjs'), ...args];
  return run('sh', command, { npm_lifecycle_event: args[0] ?? '' });
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
