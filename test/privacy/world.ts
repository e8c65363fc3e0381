import { Writable } from 'node:stream';
import type { Response } from 'express';
import type { Request } from 'firebase-functions/https';
import { NOBODY, OWNER, type Caller } from '@segue/emulator/credentials';
import { Database } from '@segue/emulator/database/database';
import { parseRules } from '@segue/emulator/rules/parse-rules';
import { databaseRules } from '@segue/core/contract/rights/database-rules';
import { allRoutes } from '@segue/core/contract/api/all-routes';
import { serve } from '@segue/functions/http/serve';
import { allAnswers } from '../http/all-answers.js';
import { surroundings } from '../http/api-server.js';
import { filesIn } from '../support/files-in.js';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { Marks, type Actor } from './marks.js';
import { Pauses } from './pauses.js';

/** A reply of the API, headers included: whatever a caller gets to see. */
export interface Reply {
  status: number;
  text: string;
  /** The body, if it is JSON. */
  json: Record<string, unknown>;
}

/** Who there is: nobody, a guest, strangers, friends of Lea's, Lea, and who runs the project. */
export const actors: readonly Actor[] = [null, 'guest', 'max', 'rea', 'edi', 'lea', 'admin'];

/** A project whose database is the emulator's, with all of the API before it, in one process. */
export class World {
  readonly marks = new Marks();
  readonly project: SimulatedProject = simulateProject();
  readonly database = new Database('world', parseRules(JSON.stringify(databaseRules())), () => () => undefined);
  /** Interrupts workers and requests. */
  readonly pauses: Pauses;
  private readonly handle: (request: Request, response: Response) => Promise<void>;

  constructor() {
    this.handle = serve(allRoutes, allAnswers, surroundings(this.project.context));
    this.mirror();
    this.pauses = new Pauses(this.project.tree);
  }

  /** Asks the API. */
  async ask(actor: Actor, method: string, path: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> = actor === null ? {} : { authorization: `Bearer ${actor}` };
    const request = {
      method,
      url: path,
      path: path.split('?')[0],
      body,
      get: (name: string) => headers[name.toLowerCase()],
      is: (type: string) => body !== undefined && type === 'json',
    };
    const response = new FakeResponse();
    await this.handle(request as unknown as Request, response as unknown as Response);
    const { statusCode: status } = response;
    const text = await response.text();
    const isJson = response.headers['content-type']?.endsWith('json') ?? false;
    const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status, text: `${JSON.stringify(response.headers)}\n${text}`, json };
  }

  /** The rules' view of an actor. */
  callerOf(actor: Actor): Caller {
    if (actor === null) return NOBODY;
    const isGuest = actor === 'guest';
    const provider = isGuest ? 'anonymous' : 'password';
    const token = { ...(actor === 'admin' && { administrator: true }), firebase: { sign_in_provider: provider } };
    return { admin: false, auth: { uid: actor, provider, token } };
  }

  /** Every write goes to the emulator's database too, which judges reads and tells listeners. */
  private mirror(): void {
    const { tree } = this.project;
    const write = tree.write.bind(tree);
    tree.write = async (updates) => {
      await write(updates);
      const values = Object.keys(updates).map((path) => [path, tree.peek(path)]);
      this.database.update('', Object.fromEntries(values), OWNER);
    };
  }
}

/** As much of Express's response as `serve` uses. */
class FakeResponse extends Writable {
  statusCode = 200;
  readonly headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];

  /** What was sent; of an archive, the files in it. */
  async text(): Promise<string> {
    const content = Buffer.concat(this.chunks);
    const isArchive = this.headers['content-type']?.startsWith('application/zip') ?? false;
    return isArchive && content.length > 0 ? [...(await filesIn(content))].join('\n') : content.toString();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  set(name: string, value: string): this {
    this.headers[name.toLowerCase()] = value;
    return this;
  }

  type(type: string): this {
    return this.set('content-type', type);
  }

  send(text: string): this {
    this.chunks.push(Buffer.from(text));
    return this;
  }
}
