import type { Caller } from '../credentials.js';
import type { Commit } from '../database/change.js';
import type { Database } from '../database/database.js';
import type { Listener } from '../database/listeners.js';
import { type Update, type View, viewOf } from '../database/view.js';
import { WatchedRight } from '../database/watched-right.js';
import { type Query, filters } from '../queries/query.js';
import { queryFromWire } from '../queries/wire-query.js';
import type { Path } from '../tree/node.js';
import { parsePath } from '../tree/paths.js';
import { toJson } from '../tree/to-json.js';
import type { CompoundHash } from './compound-hash.js';
import { dataText, rangeMergeText, revokedText } from './messages.js';
import { answerTo } from './range-merge.js';

type Send = (text: string) => void;

/** What a client asks to listen to. */
export interface ListenRequest {
  readonly path: string;
  readonly query: unknown;
  readonly tag: number | undefined;
  /** Hash of what the client already holds; empty if it holds nothing. */
  readonly hash: string | undefined;
  /** What a mobile client holds, by ranges. */
  readonly compoundHash: CompoundHash | null;
}

/** The listens of one connection. */
export class Listens {
  private readonly open = new Map<string, SocketListen>();

  constructor(
    private readonly database: Database,
    private readonly send: Send,
  ) {}

  /**
   * Starts a listen and sends the data; the caller of this method then replies to the request, with the returned
   * warnings. Throws `permission_denied`.
   */
  add(request: ListenRequest, caller: Caller): string[] {
    const path = parsePath(request.path);
    const query = queryFromWire(request.query);
    const key = listenKey(path, request.query);
    const right = new WatchedRight(this.database, { path, query }, () => this.revoke(key));
    right.judge(caller);
    this.remove(request.path, request.query);
    const listen = new SocketListen({ path, query, request, right }, this.database, this.send);
    this.open.set(key, listen);
    this.database.listeners.add(listen);
    listen.start();
    return this.database.lacksIndex(path, query) ? ['no_index'] : [];
  }

  /** Ends a listen, if it exists. */
  remove(pathText: string, query: unknown): void {
    const key = listenKey(parsePath(pathText), query);
    const listen = this.open.get(key);
    if (listen === undefined) return;
    this.open.delete(key);
    this.end(listen);
  }

  /** Ends the listens that the caller may no longer make, and notifies the client. */
  judgeAgain(caller: Caller): void {
    for (const listen of [...this.open.values()]) listen.right.judgeAgain(caller);
  }

  /** Ends all listens. */
  close(): void {
    for (const listen of this.open.values()) this.end(listen);
    this.open.clear();
  }

  private revoke(key: string): void {
    const listen = this.open.get(key);
    if (listen === undefined) return;
    this.open.delete(key);
    this.end(listen);
    this.send(revokedText(listen.path.join('/'), listen.request.query));
  }

  private end(listen: SocketListen): void {
    listen.right.end();
    this.database.listeners.remove(listen);
  }
}

/** What a listen is of. */
interface Listened {
  readonly path: Path;
  readonly query: Query;
  readonly request: ListenRequest;
  readonly right: WatchedRight;
}

class SocketListen implements Listener {
  readonly path: Path;
  readonly request: ListenRequest;
  readonly right: WatchedRight;
  private readonly view: View;

  constructor(
    { path, query, request, right }: Listened,
    private readonly database: Database,
    private readonly send: Send,
  ) {
    this.path = path;
    this.request = request;
    this.right = right;
    this.view = viewOf(path, query, database.root);
  }

  /** Sends what the client lacks. */
  start(): void {
    const node = this.view.current(this.database.root);
    const { hash, compoundHash, tag } = this.request;
    const answer = answerTo(node, hash, compoundHash);
    if (answer === 'nothing') return;
    if (answer === 'everything') this.put(this.path, toJson(node, 'export'));
    else this.send(rangeMergeText(this.path.join('/'), answer, tag));
  }

  onCommit(commit: Commit): void {
    const update = this.view.update(commit);
    if (update !== null) this.tell(update);
  }

  private tell({ path, changes }: Update): void {
    const [only] = changes;
    if (only !== undefined && changes.length === 1) {
      this.put([...path, ...only.path], toJson(only.node, 'export'));
      return;
    }
    const members = changes.map(
      (change) => `${JSON.stringify(change.path.join('/'))}:${toJson(change.node, 'export')}`,
    );
    this.send(dataText('m', path.join('/'), `{${members.join(',')}}`, this.request.tag));
  }

  private put(path: Path, data: string): void {
    this.send(dataText('d', path.join('/'), data, this.request.tag));
  }
}

/** Filtered listens are identified by their query; an unfiltered one is the location's default listen. */
function listenKey(path: Path, query: unknown): string {
  if (typeof query !== 'object' || query === null || !filters(queryFromWire(query))) return path.join('/');
  const fields = Object.entries(query).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return `${path.join('/')}?${JSON.stringify(fields)}`;
}
