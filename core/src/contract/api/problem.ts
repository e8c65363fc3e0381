import '../jitless.js';
import * as z from 'zod/mini';

/** The body of an error reply (RFC 9457). Further members, such as `suggestions`, depend on the code. */
export const problemView = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** A key of `errorStatus`; a newer server may have others. */
  code: z.string(),
  detail: z.string(),
});
