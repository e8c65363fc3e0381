/** The kinds of repairs made while reading a file. */
export type RepairKind = 'short-row' | 'long-row' | 'renamed-column' | 'replaced-bytes';

/** One repair: the 1-based line of the file (in JSON, the record's number), and a sentence for the owner. */
export interface Repair {
  line: number;
  kind: RepairKind;
  message: string;
}

/** A file with one mistake often has it on every line; beyond this many, repairs are only counted. */
const mostListed = 100;

/** The repairs made in one file, in the order of its lines. */
export class Repairs {
  /** The first hundred repairs. */
  readonly list: Repair[] = [];
  /** The total number of repairs. */
  count = 0;

  /** Records one repair. */
  add(line: number, kind: RepairKind, message: string): void {
    if (this.count++ < mostListed) this.list.push({ line, kind, message });
  }
}
