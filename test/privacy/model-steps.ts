import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import type { Step } from './run.js';

/** What is done with models. */
export const modelSteps: readonly Step[] = [
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
    name: 'sweep',
    weight: 1,
    async run(run) {
      run.world.project.wait(600_000);
      await sweep(run.world.project.context);
      return 'the sweep comes by';
    },
  },
];
