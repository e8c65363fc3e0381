/**
 * A summary, or a total of summaries, in parts: canonical texts under names that are valid database keys. A change in
 * one place of the data changes few parts, and only those are read, replaced and written.
 */
export type Parts = Record<string, string>;
