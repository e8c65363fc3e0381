/**
 * A summary, or a total of summaries, in parts: canonical texts by names that may be keys of the database. What changes
 * in one place of the data changes few of the parts, and only those are read, replaced and written.
 */
export type Parts = Record<string, string>;
