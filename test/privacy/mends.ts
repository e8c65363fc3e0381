import type { CaseStep } from './steps.js';

/** A mend that the search must miss if it is taken out. */
export interface Mend {
  /** What it promises, for people to read. */
  promise: string;
  /** Where the search finds what nobody may see, which shows that the marker stands where it should. */
  where: string;
  /** What Lea does first with the first (0) or second (1) of her data sets; both are private, the first has a model. */
  begin: readonly CaseStep[];
  /** The first seed to try, to find it quickly; 1 by default. */
  seed?: number;
  /** The number of its markers in the code; 1 by default. */
  places?: number;
}

/** Rows that were there while the data set was private are gone when it opens. */
const replaced = [
  ['switch', 1],
  ['cover up', 0],
] as const;
const edited = [
  ['switch', 1],
  ['edit', 0],
  ['switch', 0],
] as const;
const editedAgain = [
  ['switch', 1],
  ['edit', 0],
  ['edit', 0],
  ['switch', 0],
] as const;
const shared = [['share', 0]] as const;

/**
 * What keeps private data private, by the name of its marker in the code (`test/chaos/markers.ts`). Without any one of these, the
 * search must find a way to it.
 */
export const mends = {
  'rules-close-versions-of-private-times': {
    promise: 'the rules close what was made in private times',
    where: 'at /versions/',
    begin: replaced,
  },
  'history-of-private-times-stays-closed': {
    promise: 'the history of private times is for members',
    where: 'at /history/',
    begin: edited,
    seed: 14,
  },
  'public-history-is-of-public-times': {
    promise: 'the public history is of public times',
    where: 'at /publicHistory/',
    begin: edited,
    seed: 14,
  },
  'titles-need-the-right-to-their-data-set': {
    promise: 'titles need the right to the data set that they come from',
    where: 'at /titles/',
    begin: shared,
  },
  'titles-are-answered-to-their-readers': {
    promise: 'answers have titles for those who may read them',
    where: 'in the reply to GET /api/models/',
    begin: shared,
  },
  'answers-are-closed-like-versions': {
    promise: 'answers are closed like the version that gives them',
    where: 'in the reply to ',
    begin: replaced,
  },
  'models-are-described-without-private-times': {
    promise: 'visitors hear nothing of private times about a model',
    where: 'in the reply to GET /api/models',
    begin: editedAgain,
    seed: 5,
  },
  'kept-versions-are-closed-too': {
    promise: 'a kept version of private times is closed under its own address',
    where: 'in the reply to GET /api/models/',
    begin: replaced,
  },
  'private-data-sets-leave-the-list': {
    promise: 'a private data set is in no public list',
    where: 'lists/public',
    begin: [],
  },
  'private-data-sets-are-not-there': {
    promise: 'a private data set is not there for others',
    where: 'in the reply to GET /api/datasets/',
    begin: [],
  },
  'models-are-as-private-as-their-data-set': {
    promise: 'a model is as private as its data set',
    where: 'in the reply to GET /api/models/',
    begin: [
      ['switch', 1],
      ['switch', 0],
      ['switch', 0],
    ],
  },
  'former-members-lose-their-entry': {
    promise: 'a former member has no list entry',
    where: 'lists/users/',
    begin: [
      ['share', 0],
      ['unshare', 0],
      ['rename', 0],
    ],
  },
  'only-the-invited-join': {
    promise: 'only who was invited becomes a member',
    where: 'at /',
    begin: [['take', 0]],
    places: 2,
  },
  'causes-name-what-all-may-read': {
    promise: 'causes name only changes that all may read',
    where: 'at /progress/',
    begin: editedAgain,
    places: 2,
    seed: 5,
  },
  'addresses-tell-no-names': {
    promise: 'the address of a private data set tells no name',
    where: '/zq',
    begin: [
      ['switch', 1],
      ['rename', 0],
      ['switch', 0],
    ],
  },
  'what-is-there-is-closed-first': {
    promise: 'what was made before is closed before a data set opens',
    where: 'at /totals/profiles/',
    begin: replaced,
  },
  'reports-of-private-times-stay-closed': {
    promise: 'reports of trainings in private times are for members',
    where: 'at /progress/',
    begin: editedAgain,
    seed: 80,
  },
  'rights-are-asked-before-anything-is-done': {
    promise: 'what is for owners or editors is asked for each request',
    where: '/members',
    begin: shared,
  },
  'listens-end-with-their-right': {
    promise: 'a listen ends with the right to it',
    where: 'in a listen to /',
    begin: [
      ['share', 0],
      ['share', 0],
      ['unshare', 0],
      ['unshare', 0],
      ['edit', 0],
      ['edit', 0],
      ['rename', 0],
    ],
  },
} as const satisfies Record<string, Mend>;

/** The name of a mend. */
export type MendName = keyof typeof mends;

/** All mends with their names. */
export const mendList = (Object.keys(mends) as MendName[]).map((name): Mend & { name: MendName } => ({
  name,
  ...mends[name],
}));
