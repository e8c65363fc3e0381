/** Endings of the files that can be read, for a file chooser. */
export const acceptedTypes = '.csv,.json';
