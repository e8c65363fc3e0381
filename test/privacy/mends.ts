/** A mend that the search must miss if it is taken out. */
export interface Mend {
  /** What it promises, for people to read. */
  promise: string;
  /** So rarely found that only `npm run soak` looks for it; a test of its own holds it besides. */
  isRare?: true;
  /** The first seed to try; 1 by default. */
  seed?: number;
  /** The number of its markers in the code; 1 by default. */
  places?: number;
}

/**
 * What keeps private data private, by the name of its marker in the code (`test/chaos/markers.ts`). Without any one of these, the
 * search must find a way to it.
 */
export const mends = {
  'rules-close-versions-of-private-times': { promise: 'the rules close what was made in private times', seed: 3 },
  'history-of-private-times-stays-closed': { promise: 'the history of private times is for members' },
  'public-history-is-of-public-times': { promise: 'the public history is of public times' },
  'titles-need-the-right-to-their-data-set': {
    promise: 'titles need the right to the data set that they come from',
    seed: 2,
  },
  'titles-are-answered-to-their-readers': { promise: 'answers have titles for those who may read them', isRare: true },
  'answers-are-closed-like-versions': { promise: 'answers are closed like the version that gives them', isRare: true },
  'models-are-described-without-private-times': {
    promise: 'visitors hear nothing of private times about a model',
    isRare: true,
  },
  'kept-versions-are-closed-too': {
    promise: 'a kept version of private times is closed under its own address',
    isRare: true,
  },
  'private-data-sets-leave-the-list': { promise: 'a private data set is in no public list' },
  'private-data-sets-are-not-there': { promise: 'a private data set is not there for others' },
  'models-are-as-private-as-their-data-set': { promise: 'a model is as private as its data set' },
  'former-members-lose-their-entry': { promise: 'a former member has no list entry', isRare: true },
  'only-the-invited-join': { promise: 'only who was invited becomes a member', isRare: true },
  'causes-name-what-all-may-read': { promise: 'causes name only changes that all may read', isRare: true },
  'opened-versions-name-no-other-cause': {
    promise: 'the first open version names no cause of private times',
    isRare: true,
  },
  'addresses-tell-no-names': { promise: 'the address of a private data set tells no name' },
  'what-is-there-is-closed-first': { promise: 'what was made before is closed before a data set opens' },
  'reports-of-private-times-stay-closed': {
    promise: 'reports of trainings in private times are for members',
    isRare: true,
  },
  'listens-end-with-their-right': { promise: 'a listen ends with the right to it' },
} as const satisfies Record<string, Mend>;

/** The name of a mend. */
export type MendName = keyof typeof mends;

/** All mends with their names. */
export const mendList = (Object.keys(mends) as MendName[]).map((name): Mend & { name: MendName } => ({
  name,
  ...mends[name],
}));
