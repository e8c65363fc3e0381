/** What was put right while a file was read. */
export type RepairKind = 'short-row' | 'long-row' | 'renamed-column' | 'replaced-bytes';

/** One thing put right: the 1-based line of the file (the record's number in JSON), and a sentence for the owner. */
export interface Repair {
  line: number;
  kind: RepairKind;
  message: string;
}

/** A file with one mistake often has it on every line; past this many the rest is only counted. */
const mostListed = 100;

/** The repairs of one file, in the order of its lines. */
export class Repairs {
  /** The first hundred. */
  readonly list: Repair[] = [];
  /** How many there are in all. */
  count = 0;

  /** Notes one repair. */
  add(line: number, kind: RepairKind, message: string): void {
    if (this.count++ < mostListed) this.list.push({ line, kind, message });
  }
}
