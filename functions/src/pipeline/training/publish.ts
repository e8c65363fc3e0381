import { limits } from '@segue/core/contract/limits';
import type { StoredChance } from '@segue/core/contract/stored/chance';
import type { StoredChoice } from '@segue/core/contract/stored/method';
import { isForMembers, type Contents, type CurrentVersion, type KeptVersion } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { ItemTitles, LeftOutRecord, VersionRecord } from '@segue/core/contract/stored/version';
import { set, type Updates } from '@segue/core/contract/stored/updates';
import { isChanceOf } from '@segue/core/versions/method-of';
import { refuse, type Context } from '../ports.js';
import { removeAll } from '../records/remove-dataset.js';
import { digestOf, fenceOf } from './version-digest.js';

/** A complete version, ready to become the current one. */
export interface Publication {
  key: string;
  version: string;
  fence: number;
  revision: number;
  record: VersionRecord;
  /** How often rows of the data set had been erased when its rows were read. */
  erased: number;
  /** Whether it may hold what visitors of its data set have never been allowed to read. */
  isPrivate: boolean;
  /** What `auto` chose, for models that it makes. */
  choice?: StoredChoice | undefined;
  /** The titles of its items, if it has any. */
  titles?: ItemTitles | null;
  /** The items that it leaves out, if there are any. */
  leftOut?: LeftOutRecord | null;
}

/**
 * Writes a version, then makes it the current one in a single transaction. The transaction is refused if the model is
 * gone, pinned, at another revision, already at a higher fence, or if rows were erased since those of the version were read. If another worker has published the same version in
 * the meantime, only the fence is raised. The writer of a refused version removes it again.
 */
export async function publishVersion(context: Context, publication: Publication): Promise<'published' | 'refused'> {
  const { tree, clock } = context;
  const { key, version, fence, revision, erased, isPrivate, choice, titles, leftOut } = publication;
  const stamp = isPrivate ? { private: true as const } : {};
  const record = { ...publication.record, ...stamp };
  await tree.write({
    ...set(paths.version(key, version), record),
    ...(titles && set(paths.itemTitles(key, version), titles)),
    ...(leftOut && set(paths.leftOut(key, version), leftOut)),
  });
  const publishedAt = clock.now();
  const { startedAt, configuration } = record.provenance;
  const outcome = await tree.transact(paths.current(key), (current) => {
    // safeguard: flip-refused-without-a-model, without: current ??= { number: 0, fence: 0, revision, pinned: false };
    if (current === null) return refuse;
    // safeguard: flip-refused-where-pinned
    if (current.pinned) return refuse;
    // safeguard: flip-refused-for-another-revision
    if (current.revision !== revision) return refuse;
    // safeguard: flip-refused-under-lower-fence
    if (current.fence > fence) return refuse;
    // It may hold what was erased.
    if ((current.erased ?? 0) > erased) return refuse;
    // safeguard: same-is-published-once
    if (isSame(current, version, isPrivate)) return { ...current, fence };
    // What only members may read is not kept where all may.
    const before = (current.kept ?? []).filter((kept) => isPrivate || !kept.private);
    // After a rollback the current version is not the last one, and numbers are never reused.
    const number = Math.max(current.number, ...(current.kept ?? []).map((other) => other.number)) + 1;
    const measured = record.metrics === null ? {} : { metrics: record.metrics };
    const kept: KeptVersion[] = [{ version, number, fence, publishedAt, startedAt, ...measured, ...stamp }, ...before];
    return {
      version,
      number,
      fence,
      revision,
      pinned: false,
      ...(current.erased !== undefined && { erased: current.erased }),
      publishedAt,
      startedAt,
      ...measured,
      ...(choice && { choice }),
      ...(current.chance && isChanceOf(current.chance, configuration) && { chance: current.chance }),
      kept: kept.slice(0, limits.keptVersions + 1),
    };
  });
  if (!outcome.committed || outcome.value.version !== version) {
    await tree.write(versionRemoval(key, version));
    return 'refused';
  }
  await removeOldVersions(context, key);
  return 'published';
}

/** Whether a version is the one in use, for the same readers. */
function isSame(current: CurrentVersion, version: string, isPrivate: boolean): boolean {
  return digestOf(current.version) === digestOf(version) && (isPrivate || !isForMembers(current));
}

/**
 * Stores a choice without publishing, and that this fence has seen the newest data. Refused at another revision or under a higher fence.
 * @returns whether it was stored
 */
export async function storeChoice(
  { tree }: Context,
  { key, fence, revision, choice }: Pick<Publication, 'key' | 'fence' | 'revision'> & { choice: StoredChoice },
): Promise<boolean> {
  const outcome = await tree.transact(paths.current(key), (current) =>
    current === null || current.revision !== revision || current.fence > fence ? refuse : { ...current, fence, choice },
  );
  return outcome.committed;
}

/** Stores how much changes by chance. Refused at another revision or under a higher fence. */
export async function storeChance(
  { tree }: Context,
  { key, fence, revision, chance }: Pick<Publication, 'key' | 'fence' | 'revision'> & { chance: StoredChance },
): Promise<void> {
  await tree.transact(paths.current(key), (current) =>
    current === null || current.revision !== revision || current.fence > fence ? refuse : { ...current, chance },
  );
}

/**
 * Records that this fence has seen the newest data, without publishing: a slower worker with a lower fence can then no
 * longer publish older data.
 *
 * @param contained the version in use if the newest data would give it again
 */
export async function raiseFence(
  { tree }: Context,
  key: string,
  fence: number,
  revision: number,
  contained: Contained | null = null,
): Promise<void> {
  await tree.transact(paths.current(key), (current) => {
    if (current === null || current.revision !== revision || current.fence >= fence) return refuse;
    if (contained === null || contained.version !== current.version) return { ...current, fence };
    // Neither these changes nor the release of a pin are a cause of the version after it.
    const { released: _, ...rest } = current;
    return { ...rest, fence, contains: contained.contains };
  });
}

/** The version in use, and the rows it contains. */
export interface Contained {
  version: string;
  contains: Contents;
}

/** The write that removes a version with what is stored beside it. */
function versionRemoval(key: string, version: string): Updates {
  return removeAll(paths.version(key, version), paths.itemTitles(key, version), paths.leftOut(key, version));
}

/** Removes versions that are not kept and whose fence is below the current one. Safe for any worker at any time. */
export async function removeOldVersions({ tree }: Context, key: string): Promise<void> {
  const versions = await tree.keys(paths.versions(key));
  const current = await tree.read(paths.current(key));
  if (!current) return;
  const kept = new Set((current.kept ?? []).map(({ version }) => version));
  const updates: Updates = {};
  for (const version of versions) {
    if (kept.has(version)) continue;
    // safeguard: only-versions-under-lower-fences-are-removed
    if (fenceOf(version) >= current.fence) continue;
    Object.assign(updates, versionRemoval(key, version));
  }
  if (Object.keys(updates).length > 0) await tree.write(updates);
}
