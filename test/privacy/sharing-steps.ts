import { isDone, switchVisibility } from './acts.js';
import type { Step } from './run.js';

/** Who may read a data set, and who would like to. */
export const sharingSteps: readonly Step[] = [
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
];
