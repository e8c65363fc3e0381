import { RequestFailure } from '../failure.js';

/**
 * Rejects rules with a position: `line:column: reason`, both counted from 1, as the service and the Emulator Suite
 * write it.
 */
export function rulesError(source: string, offset: number, reason: string): RequestFailure {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return new RequestFailure('invalid_data', `${line}:${column}: ${reason}`);
}

/** A text within the rules' source that knows where each of its characters is there. */
export interface SourceText {
  readonly text: string;
  /** Offset in the source of the character at `index`; past the end, that of the end. */
  offsetOf(index: number): number;
}
