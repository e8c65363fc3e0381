import type { Caller } from '../credentials.js';
import { RequestFailure } from '../failure.js';
import type { Query } from '../queries/query.js';
import type { Path } from '../tree/node.js';
import type { Database } from './database.js';
import type { Listener } from './listeners.js';

/** What somebody goes on reading. */
export interface OpenRead {
  readonly path: Path;
  readonly query: Query;
}

/**
 * The right to an open read. Rules may read data anywhere, such as who is a member: a write there judges the read again, before
 * anybody hears of the write. The places are those that the rules have read when they were judged last.
 */
export class WatchedRight {
  private places: Listener[] = [];

  /** @param lost called once the read is no longer allowed */
  constructor(
    private readonly database: Database,
    private readonly read: OpenRead,
    private readonly lost: () => void,
  ) {}

  /** Judges the read, now and from now on. Throws `permission_denied`. */
  judge(caller: Caller): void {
    this.end();
    const touched = new Map<string, Path>();
    this.database.judgeRead(this.read.path, this.read.query, caller, (path) => touched.set(path.join('/'), path));
    this.places = [...touched.values()].map((path) => ({ path, onCommit: () => this.judgeAgain(caller) }));
    for (const place of this.places) this.database.rights.add(place);
  }

  /** Judges the read again, and ends it if it is no longer allowed. */
  judgeAgain(caller: Caller): void {
    try {
      this.judge(caller);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      this.lost();
    }
  }

  /** Nobody reads any more. */
  end(): void {
    for (const place of this.places) this.database.rights.remove(place);
    this.places = [];
  }
}
