import type { Path } from '../tree/node.js';
import type { ReadRequest, WriteRequest } from './requests.js';
import type { Explanation } from './steps.js';

/** What guards a database. The judges throw `permission_denied`. */
export interface Rules {
  /** The rules' own text, as uploaded. */
  readonly source: string;
  judgeRead(request: ReadRequest): void;
  judgeWrite(request: WriteRequest): void;
  /** Says what the judges would say, and why. */
  explainRead(request: ReadRequest): Explanation;
  explainWrite(request: WriteRequest): Explanation;
  /** True if rules declare an index (`.value` or a child path) for queries at a path. */
  hasIndex(path: Path, name: string): boolean;
}

const UNGUARDED: Explanation = { allowed: true, reason: 'no rules have been uploaded', steps: [] };

/** What guards a database nobody gave rules to: nothing; nor does it have an index. The Emulator Suite sends rules last and imports before. */
export const OPEN_RULES: Rules = {
  source: '{\n  "rules": {\n    ".read": true,\n    ".write": true\n  }\n}\n',
  judgeRead: () => undefined,
  judgeWrite: () => undefined,
  explainRead: () => UNGUARDED,
  explainWrite: () => UNGUARDED,
  hasIndex: () => false,
};
