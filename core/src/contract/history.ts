/** How many column names the record of an edit keeps if it changes several columns. */
export const notedColumns = 3;

/** How many of a data set's newest history entries are read for the cause of a version. */
export const causeNotes = 20;
