import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import type { Actor } from './marks.js';
import type { World } from './world.js';

/** Draws numbers from a seed. */
export type Draw = (below: number) => number;

/** A step of a sequence: something that somebody does, and what it changes in the world. */
interface Step {
  name: string;
  /** How often it is drawn, compared with others. */
  weight: number;
  /** What was done, for people to read; `null` if there was nothing to do it with. */
  run: (run: Run) => Promise<string | null>;
}

/** A sequence under way. */
export class Run {
  /** The marks of a data set's cells, by data set and row index; `null` where a row was deleted. */
  readonly rows = new Map<string, (string[] | null)[]>();
  readonly files = new Map<string, string>();
  readonly names = new Map<string, { name: string; description: string }>();

  constructor(
    readonly world: World,
    readonly draw: Draw,
  ) {}

  /** One of several. */
  pick<T>(from: readonly T[]): T | undefined {
    return from.length === 0 ? undefined : from[this.draw(from.length)];
  }

  /** One of the data sets of an actor, or of those that they may edit. */
  setOf(actor: string, isEditor = false): string | undefined {
    const own = [...this.world.marks.all].filter(
      ([, { owner, members }]) => owner === actor || (isEditor && actor === 'edi' && members.has('edi')),
    );
    return this.pick(own.map(([id]) => id));
  }

  /** Whose turn it is: mostly Lea's. */
  owner(): string {
    return this.draw(4) === 0 ? 'max' : 'lea';
  }

  /** A table of users and items, every cell of which is a mark but the first user, whom questions name. */
  table(items?: readonly string[]): { csv: string; cells: string[][] } {
    const { marks } = this.world;
    const users = ['u0', ...Array.from({ length: 3 }, () => marks.issue())];
    const named = items ?? Array.from({ length: 5 }, () => marks.issue());
    const cells = users.flatMap((user, at) =>
      named.filter((_, item) => (item + at) % 2 === 0).map((item) => [user, item, marks.issue()]),
    );
    return { csv: ['who,what,note', ...cells.map((row) => row.join(','))].join('\n'), cells };
  }

  /** Says that a data set holds these rows and no others, from a file of that name. */
  hold(set: string, cells: string[][], file: string): void {
    const { marks } = this.world;
    const before = this.files.get(set);
    if (before !== undefined) marks.take(before, set);
    marks.put(file, set);
    this.files.set(set, file);
    for (const row of this.rows.get(set) ?? []) for (const mark of row ?? []) this.world.marks.take(mark, set);
    for (const row of cells) for (const mark of row) this.world.marks.put(mark, set);
    this.rows.set(set, cells);
  }

  /** Takes a mark from a data set unless another cell still has it. */
  drop(set: string, mark: string): void {
    if ((this.rows.get(set) ?? []).every((row) => !row?.includes(mark))) this.world.marks.take(mark, set);
  }

  /** Gives a data set a name and a description. */
  rename(set: string, name: string, description: string): void {
    const { marks } = this.world;
    const before = this.names.get(set);
    if (before) for (const mark of Object.values(before)) marks.take(mark, set);
    marks.put(name, set);
    marks.put(description, set);
    this.names.set(set, { name, description });
  }
}

const callerOf = (uid: string) => ({ uid, name: uid });

/** The items of a data set, for another one to name. */
function itemsOf(run: Run, set: string): string[] {
  return [...new Set((run.rows.get(set) ?? []).flatMap((row) => row?.[1] ?? []))];
}

async function store(run: Run, owner = run.owner(), items?: readonly string[]): Promise<string> {
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

const isDone = ({ status }: { status: number }) => status < 300;

async function switchVisibility(run: Run, owner: string, id: string): Promise<string> {
  const visibility = run.world.marks.all.get(id)?.isPublic ? 'private' : 'public';
  const reply = await run.world.ask(owner, 'PATCH', `/api/datasets/${id}`, { visibility });
  if (isDone(reply)) run.world.marks.change(id, (set) => (set.isPublic = visibility === 'public'));
  return `${owner} makes ${id} ${visibility}: ${reply.status}`;
}

async function deleteOne(run: Run, owner: string, id: string): Promise<string | null> {
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

/** All steps. */
const steps: readonly Step[] = [
  { name: 'store', weight: 1, run: async (run) => `somebody stores ${await store(run)}` },
  {
    name: 'cover up',
    weight: 4,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id || run.world.marks.all.get(id)?.isPublic) return null;
      await run.world.project.settle();
      const deleted = await deleteOne(run, owner, id);
      return deleted && `${deleted}; at once ${await switchVisibility(run, owner, id)}`;
    },
  },
  {
    name: 'switch',
    weight: 7,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      return id ? await switchVisibility(run, owner, id) : null;
    },
  },
  {
    name: 'edit',
    weight: 6,
    async run(run) {
      const actor = run.draw(3) === 0 ? 'edi' : run.owner();
      const id = run.setOf(actor, true);
      const rows = id ? run.rows.get(id) : undefined;
      const index = run.pick([...(rows ?? []).keys()].filter((at) => rows?.[at]));
      if (!id || !rows || index === undefined) return null;
      const column = run.draw(3);
      const mark = run.world.marks.issue();
      const body = { [['who', 'what', 'note'][column]!]: mark };
      // In the world from the beginning of the request: it may be read before the reply.
      run.world.marks.put(mark, id);
      const reply = await run.world.ask(actor, 'PATCH', `/api/datasets/${id}/rows/${index}`, body);
      const before = rows[index]![column]!;
      if (isDone(reply)) {
        rows[index]![column] = mark;
        run.drop(id, before);
      } else run.world.marks.take(mark, id);
      return `${actor} edits row ${index} of ${id}, ${before} to ${mark}: ${reply.status}`;
    },
  },
  {
    name: 'append',
    weight: 2,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      const rows = id ? run.rows.get(id) : undefined;
      if (!id || !rows) return null;
      const row = [
        run.world.marks.issue(),
        run.pick(rows.filter((one) => one !== null))?.[1] ?? 'x',
        run.world.marks.issue(),
      ];
      for (const mark of row) run.world.marks.put(mark, id);
      const [who, what, note] = row;
      const reply = await run.world.ask(owner, 'POST', `/api/datasets/${id}/rows`, { rows: [{ who, what, note }] });
      if (isDone(reply)) rows.push(row);
      return `${owner} appends ${row.join()} to ${id}: ${reply.status}`;
    },
  },
  {
    name: 'delete a row',
    weight: 4,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      return id ? await deleteOne(run, owner, id) : null;
    },
  },
  {
    name: 'replace',
    weight: 1,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id) return null;
      const file = run.world.marks.issue();
      run.world.marks.put(file, id);
      const { csv, cells } = run.table();
      for (const row of cells) for (const mark of row) run.world.marks.put(mark, id);
      await replaceRows(
        run.world.project.context,
        callerOf(owner),
        id,
        { fileName: `${file}.csv` },
        new TextEncoder().encode(csv),
      );
      run.hold(id, cells, file);
      return `${owner} replaces the rows of ${id}`;
    },
  },
  {
    name: 'rename',
    weight: 1,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id) return null;
      const [name, description] = [run.world.marks.issue(), run.world.marks.issue()];
      for (const mark of [name, description]) run.world.marks.put(mark, id);
      const reply = await run.world.ask(owner, 'PATCH', `/api/datasets/${id}`, { name, description });
      if (isDone(reply)) run.rename(id, name, description);
      return `${owner} renames ${id}: ${reply.status}`;
    },
  },
  {
    name: 'share',
    weight: 3,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      const friend = run.pick(['rea', 'edi']);
      if (!id || !friend) return null;
      const role = friend === 'edi' ? 'editor' : 'reader';
      const address = `${friend}@segue.example`;
      const invited = await run.world.ask(owner, 'POST', `/api/datasets/${id}/invitations`, { address, role });
      const other = run.world.marks.issue();
      run.world.marks.put(other, id, true);
      await run.world.ask(owner, 'POST', `/api/datasets/${id}/invitations`, { address: `${other}@x.example`, role });
      run.world.marks.change(id, ({ members }) => members.add(friend));
      const joined = await run.world.ask(friend, 'POST', `/api/datasets/${id}/membership`);
      if (!isDone(joined)) run.world.marks.change(id, ({ members }) => members.delete(friend));
      return `${owner} shares ${id} with ${friend}: ${invited.status}, ${joined.status}`;
    },
  },
  {
    name: 'unshare',
    weight: 3,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      const member = id && run.pick([...(run.world.marks.all.get(id)?.members ?? [])]);
      if (!id || !member) return null;
      const leaves = run.draw(2) === 0;
      const reply = leaves
        ? await run.world.ask(member, 'DELETE', `/api/datasets/${id}/membership`)
        : await run.world.ask(owner, 'DELETE', `/api/datasets/${id}/members/${member}`);
      if (isDone(reply)) run.world.marks.change(id, ({ members }) => members.delete(member));
      return `${leaves ? `${member} leaves` : `${owner} removes ${member} from`} ${id}: ${reply.status}`;
    },
  },
  {
    name: 'transfer',
    weight: 1,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      const known = id && run.world.marks.all.get(id);
      const member = known && run.pick([...known.members]);
      if (!id || !member) return null;
      const reply = await run.world.ask(owner, 'PUT', `/api/datasets/${id}/owner`, { uid: member });
      if (isDone(reply)) {
        run.world.marks.change(id, (set) => {
          set.owner = member;
          set.members.delete(member);
          set.members.add(owner);
        });
      }
      return `${owner} makes ${member} the owner of ${id}: ${reply.status}`;
    },
  },
  {
    name: 'define',
    weight: 4,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id) return null;
      const source = run.draw(2) === 0 ? run.setOf(owner) : undefined;
      const titles = source && { dataset: source, id: 'what', title: 'note' };
      const body = {
        dataset: id,
        user: 'who',
        item: 'what',
        model: 'ials',
        noComponents: 2,
        minimumRows: run.draw(2) + 1,
        ...(titles && { titles }),
      };
      const model = run.pick(['mine', 'other', id])!;
      const reply = await run.world.ask(owner, 'PUT', `/api/models/${id}~${model}`, body);
      return `${owner} defines ${model} on ${id}${source ? ` with titles of ${source}` : ''}: ${reply.status}`;
    },
  },
  {
    name: 'steer',
    weight: 3,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id) return null;
      const address = `${id}~${run.pick(['mine', 'other', id])}`;
      const model = await run.world.ask(owner, 'GET', `/api/models/${address}`);
      const versions = (model.json['versions'] ?? []) as { version: string }[];
      const version = run.pick(versions)?.version;
      const [method, path, body] = run.pick<[string, string, unknown?]>([
        ['POST', '/train'],
        ['POST', '/cancel'],
        ['PUT', '/current', { pinned: true }],
        ['PUT', '/current', { pinned: false }],
        ['PUT', '/current', { version: version ?? 'none' }],
        ['PUT', '/current', { version: version ?? 'none', pinned: false }],
        ['DELETE', ''],
      ])!;
      const reply = await run.world.ask(owner, method, `/api/models/${address}${path}`, body);
      return `${owner} asks ${method} ${address}${path} ${JSON.stringify(body ?? '')}: ${reply.status}`;
    },
  },
  {
    name: 'take',
    weight: 2,
    async run(run) {
      const actor = run.pick(['guest', 'max', 'rea', 'admin'])!;
      const id = run.pick([...run.world.marks.all.keys()]);
      if (!id) return null;
      const body = { dataset: id, user: 'who', item: 'what', model: 'ials' };
      const reply = await run.world.ask(actor, 'PUT', `/api/models/${run.pick(['mine', id])}`, body);
      await run.world.ask(actor, 'POST', `/api/datasets/${id}/membership`);
      const chosen = await run.world.ask('admin', 'PUT', '/api/default-model', { model: `${id}~mine` });
      return `${actor} tries to define a model on ${id}: ${reply.status}; admin makes it the default: ${chosen.status}`;
    },
  },
  {
    name: 'copy',
    weight: 2,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      const actor = run.pick(['guest', 'max', 'rea'])!;
      if (!id) return null;
      await run.world.ask(owner, 'PATCH', `/api/datasets/${id}`, { copies: run.draw(2) === 0 });
      const reply = await run.world.ask(actor, 'POST', `/api/datasets/${id}/copies`, {});
      if (isDone(reply)) {
        const copy = String(reply.json['id']);
        run.world.marks.addSet(copy, actor);
        for (const row of run.rows.get(id) ?? []) for (const mark of row ?? []) run.world.marks.put(mark, copy);
        const { name, description } = run.names.get(id)!;
        run.rename(copy, name, description);
        // Its file keeps the name that it had.
        run.world.marks.copy(id, copy);
        run.rows.set(
          copy,
          (run.rows.get(id) ?? []).map((row) => row && [...row]),
        );
      }
      return `${actor} copies ${id}: ${reply.status}`;
    },
  },
  {
    name: 'delete',
    weight: 1,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id || run.world.marks.all.size < 3) return null;
      const reply = await run.world.ask(owner, 'DELETE', `/api/datasets/${id}`);
      if (isDone(reply)) run.world.marks.removeSet(id);
      return `${owner} deletes ${id}: ${reply.status}`;
    },
  },
  {
    name: 'sweep',
    weight: 1,
    async run(run) {
      run.world.project.wait(600_000);
      await sweep(run.world.project.context);
      return 'the sweep comes by';
    },
  },
];

const total = steps.reduce((sum, { weight }) => sum + weight, 0);

/** Takes one step, drawn by weight; resolves to what was done. */
export async function takeStep(run: Run): Promise<string> {
  for (;;) {
    let at = run.draw(total);
    const step = steps.find(({ weight }) => (at -= weight) < 0)!;
    const done = await step.run(run);
    if (done !== null) return done;
  }
}

/** Stores two of Lea's data sets to begin with, the second of which names the items of the first, and trains a model. */
export async function begin(run: Run): Promise<string[]> {
  const first = await store(run, 'lea');
  const second = await store(run, 'lea', itemsOf(run, first));
  const titles = { dataset: second, id: 'what', title: 'note' };
  const body = { dataset: first, user: 'who', item: 'what', model: 'ials', noComponents: 2, minimumRows: 1, titles };
  const { status } = await run.world.ask('lea', 'PUT', `/api/models/${first}~mine`, body);
  return [`lea stores ${first}, and ${second} with titles of its items; her model: ${status}`];
}

/** Who may have a listen open. */
export const listeners: readonly Actor[] = [null, 'max', 'rea', 'edi'];
