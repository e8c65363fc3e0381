import { EVERYTHING } from '@segue/emulator/queries/query';
import { RequestFailure } from '@segue/emulator/failure';
import { Branch, eachChild, nodeAt, primitiveOf, type Node, type Path } from '@segue/emulator/tree/node';
import { toJson } from '@segue/emulator/tree/to-json';
import { WatchedRight } from '@segue/emulator/database/watched-right';
import { allRoutes } from '@segue/core/contract/api/all-routes';
import type { Route } from '@segue/core/contract/api/route';
import { actors, type World } from './world.js';
import { isMarked, type Actor } from './marks.js';

/** A mark that somebody could see and may not. */
class Leak extends Error {
  override readonly name = 'Leak';

  constructor(actor: Actor, where: string, marks: readonly string[]) {
    super(`${actor ?? 'nobody'} reads ${marks.slice(0, 3).join(', ')} ${where}`);
  }
}

/**
 * Searches all that each actor can reach for marks that they may not see: the whole tree, by the rules, and every route that
 * reads, with every id that there is and with what goes wrong. A new node or route is searched unasked.
 */
export async function searchAll(world: World): Promise<void> {
  // Refusals are many, and nobody reads where they come from.
  Error.stackTraceLimit = 0;
  for (const actor of actors) {
    for (const { path, text } of readable(world, actor)) check(world, actor, `at /${path}`, text);
    for (const request of requests(world)) {
      const { text } = await world.ask(actor, request.method, request.url, request.body);
      check(world, actor, `in the reply to ${request.method} ${request.url}`, text);
    }
  }
}

function check(world: World, actor: Actor, where: string, text: string): void {
  const forbidden = world.marks.forbidden(text, actor);
  if (forbidden.length > 0) throw new Leak(actor, where, forbidden);
}

/** Whether there is a mark in a node or below. Nodes never change, so what is known of a branch stays true. */
function hasMark(node: Node): boolean {
  if (!(node instanceof Branch)) return isMarked(node === null ? '' : String(primitiveOf(node)));
  let known = marked.get(node);
  if (known === undefined) {
    let found = false;
    eachChild(node, (key, child) => (found ||= isMarked(key) || hasMark(child)));
    marked.set(node, (known = found));
  }
  return known;
}

const marked = new WeakMap<Branch, boolean>();

/** The highest nodes that the rules let an actor read, with all below them, where there are marks. */
function* readable(world: World, actor: Actor, path: Path = []): Generator<{ path: string; text: string }> {
  const { database } = world;
  const node = nodeAt(database.root, path);
  if (!hasMark(node)) return;
  try {
    database.judgeRead(path, EVERYTHING, world.callerOf(actor));
    yield { path: path.join('/'), text: toJson(node) };
    return;
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
  }
  if (!(node instanceof Branch)) return;
  const keys: string[] = [];
  eachChild(node, (key) => keys.push(key));
  for (const key of keys) yield* readable(world, actor, [...path, key]);
}

interface Asked {
  method: string;
  url: string;
  body?: unknown;
}

/** A request of each form that reads, for each thing that there is. */
function* requests(world: World): Generator<Asked> {
  const ids = idsIn(world);
  for (const route of Object.values(allRoutes) as Route[]) {
    if (route.method !== 'GET' && !isQuestion(route)) continue;
    for (const url of urlsOf(route, ids)) {
      if (route.method === 'GET') for (const query of queriesOf(route)) yield { method: 'GET', url: url + query };
      else for (const body of questions) yield { method: 'POST', url, body };
    }
  }
}

/** A POST that only asks. */
function isQuestion({ method, right }: Route): boolean {
  return method === 'POST' && right?.[0] === 'read';
}

const questions = [
  { tastes: [{ item: 'zq' }] },
  { newUser: true, tastes: [{ user: 'u0' }] },
  { description: { tags: ['zq'] } },
];

function queriesOf({ path }: Route): string[] {
  if (path.endsWith('/rows')) return ['?first=50', '?start=0&count=50'];
  if (path.endsWith('/recommendations') && path.includes('{id}')) return ['?user=u0&known=include', '?user=zq'];
  if (path === '/api/recommendations') return ['?genre=u0', '?genre=zq'];
  return path.endsWith('/similar') ? ['?item=zq'] : [''];
}

interface Ids {
  datasets: string[];
  models: string[];
  versions: Record<string, string[]>;
}

function idsIn({ project }: World): Ids {
  const peek = (path: string) => (project.tree.peek(path) ?? {}) as Record<string, Record<string, unknown>>;
  const models = Object.entries(peek('models')).map(([key, { id, dataset }]) => ({
    key,
    address: `${String(dataset)}~${String(id)}`,
  }));
  const versions = models.map(({ key, address }) => [address, Object.keys(peek(`versions/${key}`))] as const);
  return {
    datasets: Object.keys(peek('datasets')),
    models: [...models.map(({ address }) => address), 'mine'],
    versions: Object.fromEntries(versions),
  };
}

function urlsOf({ path }: Route, { datasets, models, versions }: Ids): string[] {
  const isModel = path.startsWith('/api/models');
  if (!path.includes('{id}')) return [path];
  const of = (id: string) => path.replace('{id}', id);
  if (!isModel) return datasets.map(of);
  if (!path.includes('{version}')) return models.map(of);
  return models.flatMap((id) => (versions[id] ?? []).map((version) => of(id).replace('{version}', version)));
}

/** Listens that actors opened at some time and that go on as long as the rules allow: what they hear must be for them. */
export class OpenListens {
  private readonly heard: { actor: Actor; path: string; text: string }[] = [];

  constructor(private readonly world: World) {}

  /** Opens a listen to all that an actor can read now. */
  open(actor: Actor): void {
    const paths = [...readable(this.world, actor)].map(({ path }) => path.split('/').filter((key) => key !== ''));
    for (const path of paths) this.follow(actor, path);
  }

  /**
   * Judges what was heard since the last time.
   * @throws Leak
   */
  judge(): void {
    for (const { actor, path, text } of this.heard.splice(0)) check(this.world, actor, `in a listen to /${path}`, text);
  }

  private follow(actor: Actor, path: Path): void {
    const { database } = this.world;
    const onCommit = () => {
      this.heard.push({ actor, path: path.join('/'), text: toJson(nodeAt(database.root, path)) });
    };
    const listener = { path, onCommit };
    const right = new WatchedRight(database, { path, query: EVERYTHING }, () => database.listeners.remove(listener));
    right.judge(this.world.callerOf(actor));
    database.listeners.add(listener);
  }
}
