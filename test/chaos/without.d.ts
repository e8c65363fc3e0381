import { type SafeguardName } from './safeguards.js';
import type { Failure } from './failure.js';
import type { Exploration } from './search.js';
/**
 * Explores the protocol with one of its safeguards removed from the code, in a separate process.
 * @throws if the code does not mark the safeguard, or no rule can remove what is marked
 */
export declare function exploreWithout(name: SafeguardName, reach: Omit<Exploration, 'seed' | 'begin' | 'near'>): Promise<{
    tried: number;
    failure?: Failure;
}>;
/**
 * Bundles the `explore.ts` of a harness with the changed sources; resolves to the bundle's file.
 * @throws if the code does not mark the safeguard, or no rule can remove what is marked
 */
export declare function buildWithout(name: string, harness: 'chaos' | 'privacy'): Promise<string>;
