/** File name extensions that can be read, for a file chooser. */
export const acceptedTypes = '.csv,.json';
