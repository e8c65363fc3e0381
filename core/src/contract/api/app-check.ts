/** The request header that carries a Firebase App Check token. */
export const appCheckHeader = 'X-Firebase-AppCheck';
