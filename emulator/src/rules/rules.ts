import type { Path } from '../tree/node.js';
import type { ReadRequest, WriteRequest } from './requests.js';
import type { Explanation } from './steps.js';

/** The rules of a database. The judges throw `permission_denied`. */
export interface Rules {
  /** The rules' own text, as uploaded. */
  readonly source: string;
  judgeRead(request: ReadRequest): void;
  judgeWrite(request: WriteRequest): void;
  /** Explains how the judges would decide. */
  explainRead(request: ReadRequest): Explanation;
  explainWrite(request: WriteRequest): Explanation;
  /** True if rules declare an index (`.value` or a child path) for queries at a path. */
  hasIndex(path: Path, name: string): boolean;
}

const UNGUARDED: Explanation = { allowed: true, reason: 'no rules have been uploaded', steps: [] };

/**
 * The rules of a database that was given none: everything is allowed, nothing is indexed. The Emulator Suite uploads
 * rules last, after its imports.
 */
export const OPEN_RULES: Rules = {
  source: '{\n  "rules": {\n    ".read": true,\n    ".write": true\n  }\n}\n',
  judgeRead: () => undefined,
  judgeWrite: () => undefined,
  explainRead: () => UNGUARDED,
  explainWrite: () => UNGUARDED,
  hasIndex: () => false,
};
