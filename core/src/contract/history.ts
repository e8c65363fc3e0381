/** Column names that a note keeps of an edit of many. */
export const notedColumns = 3;

/** The newest notes of a data set that are read for the cause of a version. */
export const causeNotes = 20;
