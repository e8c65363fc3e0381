import { may, type Act, type Circumstances, type Kind, type Standing } from '@segue/core/contract/rights/table';

/** A data set, with who the viewer is to it. */
export interface Rights extends Circumstances {
  standing: Standing;
}

/** Whether somebody sees also what was made of a data set while it was private: its owner, editors and readers. */
export function sharesPrivate(standing: Standing): boolean {
  return may({ standing }, 'read', 'rows', { visibility: 'private' });
}

/** Whether the viewer may do something with a thing of a data set; not before the data set is known. */
export function mayDo(act: Act, kind: Kind, rights: Rights | null): boolean {
  return rights !== null && may({ standing: rights.standing }, act, kind, rights);
}

/**
 * Whether to offer an act: the viewer may, or may once signed in, for all the page knows. What is offered to nobody asks for an
 * account first.
 */
export function isOffered(act: Act, kind: Kind, rights: Rights | null): boolean {
  return mayDo(act, kind, rights) || rights?.standing === 'signed out';
}

/** Whether to offer a private copy: where its owner allows copies, to all who may not change the data set itself. */
export function isCopyOffered(rights: Rights): boolean {
  if (mayDo('change', 'rows', rights)) return false;
  // Signed out, one copies as a guest.
  const standing = rights.standing === 'signed out' ? 'guest' : rights.standing;
  return mayDo('copy', 'dataset', { ...rights, standing });
}
