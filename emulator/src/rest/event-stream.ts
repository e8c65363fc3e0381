import type { ServerResponse } from 'node:http';
import type { Caller } from '../credentials.js';
import type { Commit } from '../database/change.js';
import type { Database, RulesWatcher } from '../database/database.js';
import type { Listener } from '../database/listeners.js';
import { type Update, type View, viewOf } from '../database/view.js';
import { WatchedRight } from '../database/watched-right.js';
import type { Query } from '../queries/query.js';
import type { Path } from '../tree/node.js';
import { formatPath } from '../tree/paths.js';
import { toJson } from '../tree/to-json.js';
import { BACKLOG_LIMIT, at } from '../waiting.js';

const KEEP_ALIVE_MS = 30_000;

/** What a stream shows, and to which caller. */
export interface StreamRequest {
  readonly database: Database;
  readonly path: Path;
  readonly query: Query;
  readonly caller: Caller;
}

/**
 * Replies with server-sent events: the data as a `put`, every later change as `put` or `patch`, `cancel` when rules no
 * longer allow the read. Throws `permission_denied` before anything is sent.
 * https://firebase.google.com/docs/database/rest/retrieve-data#section-rest-streaming
 */
export function streamEvents(request: StreamRequest, response: ServerResponse): void {
  const stream = new EventStream(request, response);
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' });
  request.database.listeners.add(stream);
  request.database.watchers.add(stream);
  response.on('close', () => stream.end());
  stream.start();
}

/** One open stream. */
class EventStream implements Listener, RulesWatcher {
  readonly path: Path;
  private readonly right: WatchedRight;
  private readonly view: View;
  private readonly timer: NodeJS.Timeout;
  private readonly expiry: NodeJS.Timeout | undefined;

  /** Throws `permission_denied`. */
  constructor(
    private readonly request: StreamRequest,
    private readonly response: ServerResponse,
  ) {
    this.path = request.path;
    this.right = new WatchedRight(request.database, request, () => this.finish('cancel', 'null'));
    this.right.judge(request.caller);
    this.view = viewOf(request.path, request.query, request.database.root);
    this.timer = setInterval(() => this.write('keep-alive', 'null'), KEEP_ALIVE_MS).unref();
    const { expires } = request.caller;
    if (expires === undefined) return;
    this.expiry = at(expires, () => this.finish('auth_revoked', '"credential is no longer valid"'));
  }

  start(): void {
    this.write('put', `{"path":"/","data":${toJson(this.view.current(this.request.database.root))}}`);
  }

  onCommit(commit: Commit): void {
    const update = this.view.update(commit);
    if (update !== null) this.tell(update);
  }

  rulesChanged(): void {
    this.right.judgeAgain(this.request.caller);
  }

  end(): void {
    clearInterval(this.timer);
    clearTimeout(this.expiry);
    this.right.end();
    this.request.database.listeners.remove(this);
    this.request.database.watchers.delete(this);
  }

  /** Sends the reason and ends the stream. */
  private finish(name: 'cancel' | 'auth_revoked', data: string): void {
    this.write(name, data);
    this.response.end();
    this.end();
  }

  private tell({ path, changes }: Update): void {
    const base = path.slice(this.path.length);
    const [only] = changes;
    if (only !== undefined && changes.length === 1) {
      this.event('put', [...base, ...only.path], toJson(only.node));
    } else {
      const members = changes.map((change) => `${JSON.stringify(change.path.join('/'))}:${toJson(change.node)}`);
      this.event('patch', base, `{${members.join(',')}}`);
    }
  }

  private event(name: 'put' | 'patch', path: Path, data: string): void {
    this.write(name, `{"path":${JSON.stringify(formatPath(path))},"data":${data}}`);
  }

  private write(name: string, data: string): void {
    // Only earlier data counts towards the limit, so a single message may be of any size.
    if (this.response.writableLength > BACKLOG_LIMIT) this.response.destroy();
    else this.response.write(`event: ${name}\ndata: ${data}\n\n`);
  }
}
