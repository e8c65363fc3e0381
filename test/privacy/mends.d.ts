/** A mend that the search must miss if it is taken out. */
export interface Mend {
  /** What it promises, for people to read. */
  promise: string;
  /** The first seed to try; 1 by default. */
  seed?: number;
  /** The number of its markers in the code; 1 by default. */
  places?: number;
}
/**
 * What keeps private data private, by the name of its marker in the code (`test/chaos/markers.ts`). Without any one of these, the
 * search must find a way to it.
 */
export declare const mends: {
  readonly 'versions-of-private-times-stay-closed': {
    readonly promise: 'a version knows for whom it was made';
  };
  readonly 'rules-close-versions-of-private-times': {
    readonly promise: 'the rules close what was made in private times';
  };
  readonly 'history-of-private-times-stays-closed': {
    readonly promise: 'the history of private times is for members';
  };
  readonly 'public-history-is-of-public-times': {
    readonly promise: 'the public history is of public times';
  };
  readonly 'titles-need-the-right-to-their-data-set': {
    readonly promise: 'titles need the right to the data set that they come from';
  };
  readonly 'titles-are-answered-to-their-readers': {
    readonly promise: 'answers have titles for those who may read them';
  };
  readonly 'answers-are-closed-like-versions': {
    readonly promise: 'answers are closed like the version that gives them';
  };
  readonly 'models-are-described-without-private-times': {
    readonly promise: 'visitors hear nothing of private times about a model';
  };
  readonly 'kept-versions-are-closed-too': {
    readonly promise: 'a kept version of private times is closed under its own address';
  };
  readonly 'private-data-sets-leave-the-list': {
    readonly promise: 'a private data set is in no public list';
  };
  readonly 'private-data-sets-are-not-there': {
    readonly promise: 'a private data set is not there for others';
  };
  readonly 'models-are-as-private-as-their-data-set': {
    readonly promise: 'a model is as private as its data set';
  };
  readonly 'former-members-lose-their-entry': {
    readonly promise: 'a former member has no list entry';
  };
  readonly 'only-the-invited-join': {
    readonly promise: 'only who was invited becomes a member';
  };
  readonly 'causes-name-what-all-may-read': {
    readonly promise: 'causes name only changes that all may read';
  };
  readonly 'opened-versions-name-no-other-cause': {
    readonly promise: 'the first open version names no cause of private times';
  };
  readonly 'addresses-tell-no-names': {
    readonly promise: 'the address of a private data set tells no name';
  };
  readonly 'what-is-there-is-closed-first': {
    readonly promise: 'what was made before is closed before a data set opens';
  };
  readonly 'reports-of-private-times-stay-closed': {
    readonly promise: 'reports of trainings in private times are for members';
  };
  readonly 'listens-end-with-their-right': {
    readonly promise: 'a listen ends with the right to it';
  };
};
/** The name of a mend. */
export type MendName = keyof typeof mends;
/** All mends with their names. */
export declare const mendList: (Mend & {
  name: MendName;
})[];
