import type { VersionRecord } from '@segue/core/contract/stored/version';
/**
 * What a version learned, without when and for what it was made, and without the standard model's figures and those
 * measured apart, which are kept over edits and name the data that they are of.
 */
export declare function learnedOf({ provenance: _, metrics, ...rest }: VersionRecord): object;
