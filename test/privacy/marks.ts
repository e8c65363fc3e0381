/**
 * What each actor may see, told by a small model of the world that knows nothing of the product's code: every private value is a
 * mark, and a mark is where its data sets are.
 */

/** The form of a mark; in no other text. */
const form = /zq\d+x/g;

/** Whether a text has marks in it. Long texts may hold some in base64; those are JSON there, and searched as replies. */
export function isMarked(text: string): boolean {
  return /zq\d+x/.test(text);
}

/** Somebody with an account, or `null` for nobody. */
export type Actor = string | null;

/** A data set as the world knows it. */
interface KnownSet {
  owner: string;
  members: Set<string>;
  isPublic: boolean;
}

/** Where a mark stands, or stood. */
interface Place {
  set: string;
  /** Whether it is in the data set now. */
  isCurrent: boolean;
  /** Whether it was in the data set while that was public. */
  wasOpen: boolean;
  /** Whether only the owner may see it: an address. */
  isForOwner: boolean;
}

/** The marks of a world, and who may see them. */
export class Marks {
  private readonly sets = new Map<string, KnownSet>();
  private readonly places = new Map<string, Place[]>();
  private count = 0;

  /** A new mark, in no data set yet. */
  issue(): string {
    return `zq${++this.count}x`;
  }

  /** A data set is stored, privately. */
  addSet(set: string, owner: string): void {
    this.sets.set(set, { owner, members: new Set(), isPublic: false });
  }

  /** A data set is deleted. */
  removeSet(set: string): void {
    this.sets.delete(set);
  }

  /** The data sets that there are. */
  get all(): ReadonlyMap<string, Readonly<KnownSet>> {
    return this.sets;
  }

  /** Changes what is known of a data set. */
  change(set: string, change: (known: KnownSet) => void): void {
    const known = this.sets.get(set);
    if (known) change(known);
    this.open();
  }

  /** A mark is in a data set from now on. */
  put(mark: string, set: string, isForOwner = false): void {
    const places = this.places.get(mark) ?? [];
    const known = places.find((place) => place.set === set && place.isForOwner === isForOwner);
    if (known) known.isCurrent = true;
    else places.push({ set, isCurrent: true, wasOpen: false, isForOwner });
    this.places.set(mark, places);
    this.open();
  }

  /** A mark is in a data set no longer. */
  take(mark: string, set: string): void {
    for (const place of this.places.get(mark) ?? []) if (place.set === set) place.isCurrent = false;
  }

  /** Everything that is in a data set now, once more in a copy of it. */
  copy(from: string, to: string): void {
    for (const [mark, places] of this.places) {
      if (places.some(({ set, isCurrent, isForOwner }) => set === from && isCurrent && !isForOwner)) this.put(mark, to);
    }
  }

  /** The marks in a text that an actor may not see. */
  forbidden(text: string, actor: Actor): string[] {
    return [...new Set(text.match(form))].filter((mark) => !this.maySee(mark, actor));
  }

  private maySee(mark: string, actor: Actor): boolean {
    return (this.places.get(mark) ?? []).some((place) => {
      const set = this.sets.get(place.set);
      if (!set) return false;
      if (actor !== null && set.owner === actor) return true;
      if (place.isForOwner) return false;
      if (actor !== null && set.members.has(actor)) return true;
      return set.isPublic && (place.isCurrent || place.wasOpen);
    });
  }

  private open(): void {
    for (const places of this.places.values()) {
      for (const place of places) {
        if (place.isCurrent && this.sets.get(place.set)?.isPublic) place.wasOpen = true;
      }
    }
  }
}
