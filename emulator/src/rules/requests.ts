import type { AuthVariable } from '../credentials.js';
import type { Query } from '../queries/query.js';
import type { Node, Path } from '../tree/node.js';

/** A read to judge. */
export interface ReadRequest {
  readonly root: Node;
  readonly path: Path;
  readonly query: Query;
  readonly auth: AuthVariable | null;
  readonly now: number;
  /** Called with each place that the rules read, whose data the verdict depends on. */
  readonly touch?: ((path: Path) => void) | undefined;
}

/** A write to judge, of one path or several at once, with the trees before and after all of it. */
export interface WriteRequest {
  readonly before: Node;
  readonly after: Node;
  readonly paths: readonly Path[];
  readonly auth: AuthVariable | null;
  readonly now: number;
}
