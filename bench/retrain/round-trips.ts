import type { JsonTree } from '@segue/functions/store/json-tree';

/** The requests of some work, and how many of them follow one another. */
export interface RoundTrips {
  requests: number;
  /** As if each request took equally long: those begun while others wait for their answers travel with them. */
  inTurn: number;
}

/** A tree whose requests are counted: those of one turn are answered together, in the next turn of the event loop. */
export function countedTrips(tree: JsonTree): { tree: JsonTree; trips: RoundTrips } {
  const trips = { requests: 0, inTurn: 0 };
  let open: Promise<void> | null = null;
  const travel = async <T>(answer: () => Promise<T>): Promise<T> => {
    trips.requests++;
    open ??= new Promise((resolve) => {
      trips.inTurn++;
      setImmediate(() => {
        open = null;
        resolve();
      });
    });
    await open;
    return await answer();
  };
  return {
    trips,
    tree: {
      read: (path) => travel(() => tree.read(path)),
      keys: (path) => travel(() => tree.keys(path)),
      find: (path, name, value) => travel(() => tree.find(path, name, value)),
      newest: (path, count) => travel(() => tree.newest(path, count)),
      write: (updates) => travel(() => tree.write(updates)),
      transact: (path, change) => travel(() => tree.transact(path, change)),
    },
  };
}
