/** A file that is made while it is sent. */
export interface Download {
  fileName: string;
  /** What the file's text follows from: two files with the same basis have the same text. Made of plain JSON values. */
  basis: readonly unknown[];
  /** The text in pieces, each made when it is asked for. */
  pieces: Iterable<string>;
}
