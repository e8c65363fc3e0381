/** The declared limits, each with its unit and its reason. README lists them; a test keeps the two in step. */
export const limits = {
  /** Bytes of a file in one `POST /api/datasets` (a function request may be 32 MiB; multipart adds some). */
  uploadBytes: 24_000_000,
  /** Bytes of one part of an upload in parts, before it is stored as base64. */
  partBytes: 4_000_000,
  /** Bytes of a whole upload in parts: what one function instance can hold while it parses. */
  uploadInPartsBytes: 100_000_000,
  /** Bytes of JSON in an average block when a file is stored, so that its rows have room to grow. */
  blockBytes: 96_000,
  /** Bytes of JSON in a block, even after edits and appends; its event carries it twice and must stay below 512 KB. */
  grownBlockBytes: 192_000,
  /** Bytes of JSON in one row: two such rows fit into a block, however they are edited. */
  rowBytes: 96_000,
  /** Rows in a block, however short they are. */
  rowsPerBlock: 500,
  /** Blocks in one write: the service refuses a write that would fire more than 500 functions. */
  blocksPerWrite: 400,
  /** Bytes of JSON in one multi-path write (the service accepts 256 MB by REST; a function should not hold that). */
  writeBytes: 8_000_000,
  /** Blocks one round of a recount reads. */
  blocksPerRecount: 100,
  /** Blocks that the cause of a training names. */
  blocksNamed: 3,
  /** Dirty blocks above which a recount hands them out as tasks: what one worker counts in about half a minute. */
  blocksBeforeTasks: 1000,
  /** Blocks in one such task. */
  blocksPerTask: 50,
  /** Seconds that a recount waits for a task before it counts the blocks itself. */
  taskSeconds: 300,
  /** Characters in one slice of a long text in the tree (the service accepts strings up to 10 MB). */
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
  /** Deleted rows of a data set that can be put back, the last ones. */
  deletedRows: 1000,
  /** Rows in one `POST …/rows/erase`. */
  rowsPerErasure: 1000,
  recommendations: 200,
  /** Places of a ranking that a request may skip. */
  offset: 1_000_000,
  /** Names in `allow`, and in `exclude`. */
  listedItems: 1000,
  /** Tags in one list of a request. */
  listedTags: 100,
  /** Characters of a name or a tag in a request. */
  itemCharacters: 1000,
  tastes: 20,
  /** Likes and dislikes of a new user. */
  likings: 1000,
  /** The weight of a taste, positive or negative. */
  tasteWeight: 1000,
  /** Merged spellings in one model. */
  merges: 200,
  /** Models on one data set. */
  modelsPerDataset: 10,
  /** Models of one id that a request looks at where the id alone is given. */
  modelsOfOneId: 20,
  /** Readers, editors and open invitations of one data set. */
  membersPerDataset: 100,
  /** Columns that describe the items of one model. */
  itemFeatures: 50,
  /** Columns of tags that describe the items of one model, and as many for its users. */
  tagColumns: 10,
  /** Tags that a model learns from, of items and of users: the most frequent ones. */
  learnedTags: 300,
  /** Tags of items that one can ask for: those that are learned from, and the most frequent others. */
  namedTags: 5000,
  /** Items that a version names as left out: a page or a function reads them all where a name was not found. */
  leftOutItems: 20_000,
  /** Bytes of their names as JSON. */
  leftOutBytes: 500_000,
  /** Versions kept besides the current one. */
  keptVersions: 5,
  /** Seconds that a worker runs before it requests its successor. */
  workerSeconds: 400,
  /** Hours after which the sweep drops an open upload. */
  uploadHours: 24,
  historyEntries: 100,
  /** Entries of the audit list in one reply. */
  auditEntries: 200,
} as const;
