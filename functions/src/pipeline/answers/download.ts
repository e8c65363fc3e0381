/** A file that is made while it is sent. */
export interface Download<Pieces = Iterable<string> | AsyncIterable<Uint8Array>> {
  fileName: string;
  /** What the file follows from: two files with the same basis are the same. Made of plain JSON values. */
  basis: readonly unknown[];
  /** The file in pieces, each made when it is asked for. */
  pieces: Pieces;
}
