/** What was put right while a file was read. */
export type RepairKind = 'short-row' | 'long-row' | 'renamed-column' | 'replaced-bytes' | 'more';

/** One thing put right: the 1-based line of the file (the record's number in JSON), and a sentence for the owner. */
export interface Repair {
  line: number;
  kind: RepairKind;
  message: string;
}

/** A file with one mistake often has it on every line; past this many the rest is only counted. */
export const mostRepairs = 100;

/** The repairs of one file, in the order of its lines; from the hundredth on they are counted instead of listed. */
export class Repairs {
  readonly #list: Repair[] = [];
  #unlisted = 0;

  /** Notes one repair. */
  add(line: number, kind: RepairKind, message: string): void {
    if (this.#list.length < mostRepairs) this.#list.push({ line, kind, message });
    else this.#unlisted++;
  }

  /** The repairs noted so far, closed by a line that counts those left out. */
  list(): Repair[] {
    if (this.#unlisted === 0) return this.#list;
    const last = this.#list.at(-1)!;
    const message = `${this.#unlisted} more rows were put right in the same way.`;
    return [...this.#list, { line: last.line, kind: 'more', message }];
  }
}
