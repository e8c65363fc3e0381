import { joinCells, type Cells, type Interactions } from '@segue/core/model/sparse';
import { defaultParameters, type Parameters } from '@segue/core/model/parameters';

/** Interactions from pairs [user, item] or triples [user, item, value]. */
export function interactionsOf(
  users: number,
  items: number,
  entries: readonly (readonly [number, number, number?])[],
): Interactions {
  return {
    users,
    items,
    row: Int32Array.from(entries, ([user]) => user),
    col: Int32Array.from(entries, ([, item]) => item),
    value: Float32Array.from(entries, ([, , value]) => value ?? 1),
  };
}

/** The default parameters, some of them changed. */
export function parametersOf(changes: Partial<Parameters>): Parameters {
  return { ...defaultParameters, ...changes };
}

/** All bytes of some arrays, as one string. */
export function bytesOf(...arrays: readonly (Float32Array | Float64Array)[]): string {
  return arrays
    .map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString('base64'))
    .join(' ');
}

/** As the report did: what is held out is trained on too. */
export function withCells(data: Interactions, cells: Cells): Interactions {
  const both = joinCells(data, cells);
  return { ...both, value: new Float32Array(both.row.length).fill(1) };
}
