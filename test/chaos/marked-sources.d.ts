/** A file with markers of safeguards. */
export interface MarkedSource {
    /** An absolute path. */
    file: string;
    text: string;
    /** The safeguards that are marked in the file, one for each marker. */
    names: string[];
}
/** All files in which a safeguard is marked. */
export declare function markedSources(): Promise<MarkedSource[]>;
