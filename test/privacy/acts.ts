import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import type { Run } from './run.js';

/** An account as the use cases know it. */
const callerOf = (uid: string) => ({ uid, name: uid });

/** The items of a data set, for another one to name. */
export function itemsOf(run: Run, set: string): string[] {
  return [...new Set((run.rows.get(set) ?? []).flatMap((row) => row?.[1] ?? []))];
}

/** Stores a private data set; resolves to its id. */
export async function store(run: Run, owner = run.owner(), items?: readonly string[]): Promise<string> {
  const { world } = run;
  const [name, description, file] = [world.marks.issue(), world.marks.issue(), world.marks.issue()];
  const { csv, cells } = run.table(items);
  const options = { fileName: `${file}.csv`, name, description };
  const id = await createDataset(world.project.context, callerOf(owner), options, new TextEncoder().encode(csv));
  world.marks.addSet(id, owner);
  run.rename(id, name, description);
  run.hold(id, cells, file);
  return id;
}

/** Whether a request was done. */
export const isDone = ({ status }: { status: number }) => status < 300;

/** Makes a private data set public, or a public one private. */
export async function switchVisibility(run: Run, owner: string, id: string): Promise<string> {
  const visibility = run.world.marks.all.get(id)?.isPublic ? 'private' : 'public';
  const reply = await run.world.ask(owner, 'PATCH', `/api/datasets/${id}`, { visibility });
  if (isDone(reply)) run.world.marks.change(id, (set) => (set.isPublic = visibility === 'public'));
  return `${owner} makes ${id} ${visibility}: ${reply.status}`;
}

/** Deletes a row; `null` if there is none. */
export async function deleteOne(run: Run, owner: string, id: string): Promise<string | null> {
  const rows = run.rows.get(id) ?? [];
  const index = run.pick([...rows.keys()].filter((at) => rows[at]));
  if (index === undefined) return null;
  const reply = await run.world.ask(owner, 'DELETE', `/api/datasets/${id}/rows/${index}`);
  if (isDone(reply)) {
    const gone = rows[index]!;
    rows[index] = null;
    for (const mark of gone) run.drop(id, mark);
  }
  return `${owner} deletes row ${index} of ${id}: ${reply.status}`;
}

/** Replaces all rows of a data set by those of another file. */
export async function replaceAll(run: Run, owner: string, id: string): Promise<string> {
  const { marks, project } = run.world;
  const file = marks.issue();
  marks.put(file, id);
  const { csv, cells } = run.table();
  for (const row of cells) for (const mark of row) marks.put(mark, id);
  const options = { fileName: `${file}.csv` };
  await replaceRows(project.context, callerOf(owner), id, options, new TextEncoder().encode(csv));
  run.hold(id, cells, file);
  return `${owner} replaces the rows of ${id}`;
}
