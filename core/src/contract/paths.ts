/**
 * Every path of the Realtime Database, named once. Functions, page and command line read and write nothing else.
 * Paths have no leading slash; keys in them are safe by construction (see `dataset-keys.ts`).
 */
export const paths = {
  publicLists: () => 'lists/public',
  publicList: (dataset: string) => `lists/public/${dataset}`,
  userLists: (uid: string) => `lists/users/${uid}`,
  userList: (uid: string, dataset: string) => `lists/users/${uid}/${dataset}`,

  datasets: () => 'datasets',
  dataset: (dataset: string) => `datasets/${dataset}`,
  columns: (dataset: string, rowsVersion: number) => `columns/${dataset}/${rowsVersion}`,
  allColumns: (dataset: string) => `columns/${dataset}`,
  rows: (dataset: string, rowsVersion: number) => `rows/${dataset}/${rowsVersion}`,
  allRows: (dataset: string) => `rows/${dataset}`,
  block: (dataset: string, rowsVersion: number, block: number | string) => `rows/${dataset}/${rowsVersion}/${block}`,
  row: (dataset: string, rowsVersion: number, block: number, slot: number) =>
    `rows/${dataset}/${rowsVersion}/${block}/${slot}`,
  changes: (dataset: string, rowsVersion: number) => `changes/${dataset}/${rowsVersion}`,
  allChanges: (dataset: string) => `changes/${dataset}`,
  change: (dataset: string, rowsVersion: number, block: number | string) =>
    `changes/${dataset}/${rowsVersion}/${block}`,
  /** Rows missing in a block, for the blocks that miss any: what positions are counted with. */
  holes: (dataset: string, rowsVersion: number) => `holes/${dataset}/${rowsVersion}`,
  allHoles: (dataset: string) => `holes/${dataset}`,
  history: (dataset: string) => `history/${dataset}`,

  recount: (dataset: string) => `recounts/${dataset}`,
  /** Blocks handed out to be counted, by the first of each task. */
  countTasks: (dataset: string) => `recounts/${dataset}/tasks`,
  training: (model: string) => `training/${model}`,
  /** Numbers of some blocks that were counted last, for people. */
  countedBlocks: (model: string) => `training/${model}/blocks`,

  profileSummaries: (dataset: string, basis: string) => `summaries/profiles/${dataset}/${basis}`,
  allProfileSummaries: (dataset: string) => `summaries/profiles/${dataset}`,
  modelSummaries: (model: string, basis: string) => `summaries/models/${model}/${basis}`,
  allModelSummaries: (model: string) => `summaries/models/${model}`,
  profileTotal: (dataset: string, basis: string) => `totals/profiles/${dataset}/${basis}`,
  allProfileTotals: (dataset: string) => `totals/profiles/${dataset}`,
  modelTotal: (model: string, basis: string) => `totals/models/${model}/${basis}`,
  allModelTotals: (model: string) => `totals/models/${model}`,

  uploads: () => 'uploads',
  upload: (upload: string) => `uploads/${upload}`,
  uploadParts: (upload: string) => `uploadParts/${upload}`,

  models: () => 'models',
  model: (model: string) => `models/${model}`,
  current: (model: string) => `models/${model}/current`,
  modelIds: () => 'modelIds',
  modelId: (id: string) => `modelIds/${id}`,
  progress: (model: string) => `progress/${model}`,
  versions: (model: string) => `versions/${model}`,
  version: (model: string, version: string) => `versions/${model}/${version}`,

  defaultModel: () => 'settings/defaultModel',
  sweepCursor: () => 'settings/sweepCursor',
} as const;
