/** Who may do what, as one table. Functions and page ask it; `database.rules.json` and `docs/security.md` are made from it. */

/** Who somebody is to a data set, from least to most. Each has all rights of those before it. */
export const standings = ['signed out', 'guest', 'stranger', 'reader', 'editor', 'owner'] as const;
/**
 * Who somebody is to a data set. A guest is signed in without an address, a stranger with one; readers and editors are named by
 * its owner. To an upload, its owner is who started it.
 */
export type Standing = (typeof standings)[number];

/** What one can do with a thing. To share is to decide who else may read or change it. */
export const acts = ['see', 'read', 'copy', 'download', 'create', 'change', 'delete', 'share'] as const;
export type Act = (typeof acts)[number];

/** Who has a right: the least standing, to a private data set and to a public one. */
export interface Grant {
  private: Standing | 'nobody';
  public: Standing | 'nobody';
  /** Administrators too, where they may see the thing. */
  administrators?: true;
  /** Only where the owner allows copies; the owner always may. */
  ifCopiesAllowed?: true;
}

const always = <S extends Grant['private']>(standing: S) => ({ private: standing, public: standing });
const nobody = always('nobody');
const anyone = always('signed out');
const accounts = always('guest');
const editors = always('editor');
const owner = always('owner');
/** Everyone who may read: of a private data set those whom its owner named, of a public one the whole world. */
const readers = { private: 'reader', public: 'signed out' } as const;
const copiers = { private: 'reader', public: 'guest', ifCopiesAllowed: true } as const;
const moderators = { ...owner, administrators: true } as const;
const administrators = { ...nobody, administrators: true } as const;

/** What workers make from the rows: nobody writes it. */
const derived = { see: readers, read: readers, copy: copiers, download: readers };
/** What the owner keeps about others. */
const forOwner = {
  see: owner,
  read: owner,
  copy: nobody,
  download: nobody,
  create: owner,
  change: owner,
  delete: owner,
  share: nobody,
};
const unchangeable = { create: nobody, change: nobody, delete: nobody, share: owner };

/** The rights to each kind of thing. Whatever belongs to a data set, or to a model on it, is judged by that data set. */
export const rights = {
  dataset: { ...derived, create: accounts, change: editors, delete: moderators, share: owner },
  rows: { ...derived, create: editors, change: editors, delete: editors, share: owner },
  profile: { ...derived, ...unchangeable },
  model: { ...derived, create: editors, change: editors, delete: editors, share: owner },
  /** To create one is to request a training; to change one, to pin it or to roll back to it. */
  version: { ...derived, create: editors, change: editors, delete: editors, share: owner },
  /** To change it is to cancel the training. */
  progress: { ...derived, ...unchangeable, change: editors },
  /** A file on its way: only its account knows of it. */
  upload: {
    see: owner,
    read: owner,
    copy: nobody,
    download: nobody,
    create: accounts,
    change: owner,
    delete: owner,
    share: nobody,
  },
  /** The entry of a data set in a list: the public one, or that of an account. */
  listEntry: { ...derived, copy: nobody, ...unchangeable },
  /** Who changed what. Visitors of a public data set see what happened while it was public. */
  history: { ...derived, copy: nobody, ...unchangeable },
  defaultModel: {
    see: anyone,
    read: anyone,
    copy: nobody,
    download: anyone,
    create: administrators,
    change: administrators,
    delete: administrators,
    share: nobody,
  },
  /** Who was invited and has not come yet; the address is known to the owner alone. */
  invitation: forOwner,
  /** Who else is a reader or an editor. */
  member: forOwner,
  /** One's own membership: it begins with an invitation, and ends when one leaves. */
  membership: {
    see: always('reader'),
    read: always('reader'),
    copy: nobody,
    download: nobody,
    create: always('stranger'),
    change: nobody,
    delete: always('reader'),
    share: nobody,
  },
  /** One's own account, with all that is its own. */
  account: {
    see: accounts,
    read: accounts,
    copy: nobody,
    download: accounts,
    create: nobody,
    change: nobody,
    delete: accounts,
    share: nobody,
  },
  /** Who shared what with whom, and when. */
  audit: { ...unchangeable, see: owner, read: owner, copy: nobody, download: owner, share: nobody },
} as const satisfies Record<string, Record<Act, Grant>>;

/** A kind of thing that one may have rights to. */
export type Kind = keyof typeof rights;

/** Where a thing stands that somebody wants to do something with. */
export interface Circumstances {
  visibility: 'public' | 'private';
  /** Whether the owner allows copies; absent means no. */
  copies?: boolean | undefined;
}

/** The custom claim, `true`, of accounts that run the project. */
export const administratorClaim = 'administrator';

/** Who wants to do something. */
export interface Actor {
  standing: Standing;
  /** Runs the project, by `administratorClaim`. May not read what is private. */
  isAdministrator?: boolean | undefined;
}

/** Whether somebody may do something with a thing of a data set. */
export function may(actor: Actor, act: Act, kind: Kind, circumstances: Circumstances): boolean {
  const grant: Grant = rights[kind][act];
  if (grant.administrators && actor.isAdministrator && canSee(actor, kind, circumstances)) return true;
  if (!reaches(actor.standing, grant[circumstances.visibility])) return false;
  return !grant.ifCopiesAllowed || circumstances.copies === true || actor.standing === 'owner';
}

/** Whether the right needs an account, whatever the data set. */
export function needsAccount(act: Act, kind: Kind): boolean {
  const grant: Grant = rights[kind][act];
  return grant.public !== 'signed out';
}

/** Whether the right needs more than any account. An upload is not there for anyone but its account. */
export function needsRole(act: Act, kind: Kind): boolean {
  if (kind === 'upload') return false;
  const grant: Grant = rights[kind][act];
  return !['signed out', 'guest', 'stranger'].includes(grant.public);
}

/**
 * Whether the right is to take something away for good, or to let others in. Then a stolen session must be of no use once its
 * owner has ended it, though its token has not run out.
 */
export function needsLiveSession(act: Act, kind: Kind): boolean {
  const letsIn = kind === 'invitation' || kind === 'member';
  return act === 'delete' || act === 'share' || (letsIn && (act === 'create' || act === 'change'));
}

/** Whether a right needs an account, as a type. */
export type NeedsAccount<A extends Act, K extends Kind> = (typeof rights)[K][A]['public'] extends 'signed out'
  ? false
  : true;

function canSee({ standing }: Actor, kind: Kind, { visibility }: Circumstances): boolean {
  return reaches(standing, rights[kind].see[visibility]);
}

function reaches(standing: Standing, least: Standing | 'nobody'): boolean {
  return least !== 'nobody' && standings.indexOf(standing) >= standings.indexOf(least);
}
