import '../jitless.js';
import * as z from 'zod/mini';

/** What an error reply holds (RFC 9457). Further members, such as `suggestions`, depend on the code. */
export const problemView = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** One of `errorStatus`; a newer server may have others. */
  code: z.string(),
  detail: z.string(),
});
