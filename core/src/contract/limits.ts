/** The declared limits, each with its unit and its reason. README lists them; a test holds the two together. */
export const limits = {
  /** Bytes of a file in one `POST /api/datasets` (a function request may be 32 MiB; multipart adds some). */
  uploadBytes: 24_000_000,
  /** Bytes of one part of an upload in parts, before its base64 form is stored. */
  partBytes: 4_000_000,
  /** Bytes of a whole upload in parts: what one function instance can hold while it parses. */
  uploadInPartsBytes: 100_000_000,
  /** Bytes of JSON an average block takes when a file is stored, so that its rows have room to grow. */
  blockBytes: 96_000,
  /** Bytes of JSON a block may take, also after edits and appends; its event carries it twice and must stay below 512 KB. */
  grownBlockBytes: 192_000,
  /** Bytes of JSON of one row: two fit into a block, whatever else is edited. */
  rowBytes: 96_000,
  /** Rows of a block at the most, however short they are. */
  rowsPerBlock: 500,
  /** Blocks in one write: a write that would fire more than 500 functions is refused by the service. */
  blocksPerWrite: 400,
  /** Bytes of JSON in one multi-path write (the service takes 256 MB by REST; a function should not hold that). */
  writeBytes: 8_000_000,
  /** Blocks one round of a recount reads. */
  blocksPerRecount: 100,
  /** Blocks that the cause of a training names. */
  blocksNamed: 3,
  /** Dirty blocks above which a recount hands them out as tasks: what one worker counts in about half a minute. */
  blocksBeforeTasks: 1000,
  /** Blocks of one such task. */
  blocksPerTask: 50,
  /** Seconds a task is waited for; then the recount counts its blocks itself. */
  taskSeconds: 300,
  /** Characters of one slice of a long text in the tree (the service takes strings up to 10 MB). */
  sliceCharacters: 1_000_000,
  /** Characters of a model's merged interactions that a function of 1 GiB trains on; see docs/scale.md. */
  trainingCharacters: 12_000_000,
  columns: 500,
  nameCharacters: 200,
  descriptionCharacters: 1000,
  /** Rows in one reply of `GET …/rows`. */
  rowsPerReply: 1000,
  /** Rows in one `POST …/rows`. */
  rowsPerAppend: 1000,
  recommendations: 200,
  tastes: 20,
  /** The weight of a taste, either way. */
  tasteWeight: 1000,
  /** Merged spellings of one model. */
  merges: 200,
  /** Columns that describe the items of one model. */
  itemFeatures: 50,
  /** Versions kept besides the current one. */
  keptVersions: 5,
  /** Seconds a worker goes on before it asks for its successor. */
  workerSeconds: 400,
  /** Hours after which an open upload is given up. */
  uploadHours: 24,
  historyEntries: 100,
} as const;
