import * as z from 'zod/mini';
import { limits } from '../limits.js';
import { byId, description, header, name, numberInPath, someText, whole } from './fields.js';
import { visibility } from '../stored/dataset.js';

/** The announcement of a file that will be sent in parts. */
export const uploadStart = z.strictObject({
  fileName: someText.check(z.maxLength(limits.nameCharacters)),
  bytes: whole(1, limits.uploadInPartsBytes),
  name: z.optional(name),
  description: z.optional(description),
  delimiter: z.optional(z.string().check(z.maxLength(20))),
  header: z.optional(header),
  encoding: z.optional(z.string().check(z.maxLength(40))),
  visibility: z.optional(visibility),
});

/** An upload and the number of one of its parts. */
export const byPart = z.strictObject({
  ...byId.shape,
  number: numberInPath(/^(0|[1-9]\d{0,5})$/, (text) => `"${text}" is not a part number. Part numbers start at 0.`),
});
