import { deleteOne, isDone, replaceAll, store, switchVisibility } from './acts.js';
import type { Step } from './run.js';

/** What is done with rows, and with the names of data sets. */
export const rowSteps: readonly Step[] = [
  { name: 'store', weight: 1, run: async (run) => `somebody stores ${await store(run)}` },
  {
    name: 'cover up',
    weight: 4,
    async run(run) {
      const owner = run.owner();
      const id = run.setOf(owner);
      if (!id || run.world.marks.all.get(id)?.isPublic) return null;
      await run.world.project.settle();
      const deleted = run.draw(2) === 0 ? await replaceAll(run, owner, id) : await deleteOne(run, owner, id);
      return deleted && `${deleted}; at once ${await switchVisibility(run, owner, id)}`;
    },
  },
  {
    name: 'edit',
    weight: 6,
    async run(run) {
      const actor = run.draw(3) === 0 ? 'edi' : run.owner();
      const id = run.setOf(actor, true);
      const rows = id ? run.rows.get(id) : undefined;
      const there = [...(rows ?? []).keys()].filter((at) => rows?.[at]);
      const last = id === undefined ? undefined : run.edited.get(id);
      // Often the same cell again: what was there for a short time only must not be known later either.
      const isAgain = last !== undefined && rows?.[last.index] && run.draw(2) === 0;
      const { index, column } = isAgain ? last : { index: run.pick(there), column: run.draw(3) };
      if (!id || !rows || index === undefined) return null;
      run.edited.set(id, { index, column });
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
      return await replaceAll(run, owner, id);
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
];
