import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isRecord } from '../is-record.js';
import type { FunctionsAddress } from './functions-address.js';

const run = promisify(execFile);

/** Milliseconds that a codebase may take to list its functions: on a busy machine, longer than for a deploy. */
const DISCOVERY_MS = 60_000;

/** What a function's id begins with before its name, as in `us-central1-count`. */
const REGION = /^[a-z]+-[a-z]+\d+-/;

/**
 * Which functions have declared `retry: true`. Their registrations do not say so. The functions emulator lists its
 * codebases, and each codebase's `firebase-functions` lists what its functions declare, as for a deploy: so that is
 * asked, when a function fails for the first time.
 */
export class DeclaredRetries {
  private byDirectory = new Map<string, Promise<ReadonlySet<string>>>();

  /** @param named functions that are repeated in any case, by name */
  constructor(
    private readonly address: FunctionsAddress,
    private readonly named: ReadonlySet<string>,
  ) {}

  /** Forgets what codebases have declared: their functions are being registered again. */
  forget(): void {
    this.byDirectory.clear();
  }

  /** Whether a failed event is to be sent again, given the key of its function's registration. */
  async include(key: string): Promise<boolean> {
    // The functions emulator appends how often it has registered its functions.
    const id = key.replace(/-\d+$/, '');
    const name = id.replace(REGION, '');
    if (this.named.has(name)) return true;
    try {
      const directory = await this.directoryOf(id);
      if (directory === undefined) return false;
      return (await this.retriesOf(directory)).has(name);
    } catch (error) {
      console.warn(`What ${id} declares cannot be read, so its event is not sent again: ${(error as Error).message}`);
      return false;
    }
  }

  /** Reads what a codebase declares, once; what failed is read again for the next event. */
  private retriesOf(directory: string): Promise<ReadonlySet<string>> {
    const known = this.byDirectory.get(directory);
    if (known !== undefined) return known;
    const read = retriesIn(directory);
    this.byDirectory.set(directory, read);
    read.catch(() => this.byDirectory.delete(directory));
    return read;
  }

  /** The folder of the codebase that a function belongs to. */
  private async directoryOf(id: string): Promise<string | undefined> {
    const { host, port } = this.address;
    const response = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/backends`);
    const reply: unknown = await response.json();
    const backends: unknown[] = isRecord(reply) && Array.isArray(reply.backends) ? reply.backends : [];
    for (const backend of backends) {
      if (!isRecord(backend) || typeof backend.directory !== 'string') continue;
      const triggers: unknown[] = Array.isArray(backend.functionTriggers) ? backend.functionTriggers : [];
      if (triggers.some((trigger) => isRecord(trigger) && trigger.id === id)) return backend.directory;
    }
    return undefined;
  }
}

/** The names of the functions of a codebase that declare `retry: true`. */
async function retriesIn(directory: string): Promise<ReadonlySet<string>> {
  const program = findProgram(directory);
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  try {
    const file = join(folder, 'manifest.json');
    const environment = { FIREBASE_CONFIG: '{}', ...process.env, FUNCTIONS_MANIFEST_OUTPUT_PATH: file };
    await run(process.execPath, [program, '.'], { cwd: directory, env: environment, timeout: DISCOVERY_MS });
    const stack: unknown = JSON.parse(await readFile(file, 'utf8'));
    const endpoints = isRecord(stack) && isRecord(stack.endpoints) ? Object.entries(stack.endpoints) : [];
    return new Set(endpoints.filter(([, endpoint]) => declaresRetry(endpoint)).map(([name]) => name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What lists the functions of a codebase, which lies in the first `node_modules` upwards that has it. */
function findProgram(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    const program = join(folder, 'node_modules/firebase-functions/lib/bin/firebase-functions.js');
    if (existsSync(program)) return program;
    if (folder === dirname(folder)) throw new Error(`firebase-functions is not installed for ${directory}`);
  }
}

function declaresRetry(endpoint: unknown): boolean {
  return isRecord(endpoint) && isRecord(endpoint.eventTrigger) && endpoint.eventTrigger.retry === true;
}
