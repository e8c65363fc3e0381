/** The names of the safeguards in a source, one for each marker. */
export declare function safeguardNames(source: string): string[];
/**
 * Removes one safeguard from a source: every piece of code that carries its marker.
 * @param file the source's name, for errors
 * @throws if a marker is above code that no rule can remove, and does not say what replaces it
 */
export declare function withoutSafeguard(source: string, name: string, file: string): string;
