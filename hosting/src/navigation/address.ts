/** Every state of the page has an address; only this module reads and writes addresses. It does not use the browser. */
import type { KnownMode } from '@segue/core/contract/api/recommendations';
import { defaults } from '@segue/core/contract/defaults';
import { limits } from '@segue/core/contract/limits';

/** A genre or an artist of a model, and its weight: −100 to 100. */
export interface AddressTaste {
  kind: 'user' | 'item';
  name: string;
  weight: number;
  muted: boolean;
}

/** The list of data sets; `importing` while a file is being previewed, `upload` while one is being uploaded. */
export interface DatasetsRoute {
  screen: 'datasets';
  find: string;
  importing: boolean;
  upload: string | null;
}

/** Which rows the table shows. */
export type RowsChoice = 'first' | 'last' | 'random' | 'all';

/** One data set. */
export interface DataRoute {
  screen: 'data';
  dataset: string;
  rows: RowsChoice;
  n: number;
  seed: number | null;
  at: number;
}

/** The desk and its list. `model` is `null` where `dataset` has no model yet. */
export interface RecommendRoute {
  screen: 'recommend';
  model: string | null;
  dataset: string | null;
  tastes: AddressTaste[];
  known: KnownMode;
  n: number;
  why: string | null;
  view: 'list' | 'map';
  version: number | null;
}

/** A model's training, metrics and versions. */
export interface ModelRoute {
  screen: 'model';
  model: string;
  /** The number of the version that the shown one is compared with. */
  compare: number | null;
}

/** The link of an invitation to a data set. */
export interface JoinRoute {
  screen: 'join';
  dataset: string;
}

/** An address that matches no route. */
export interface UnknownRoute {
  screen: 'unknown';
  path: string;
}

export type Route = DatasetsRoute | DataRoute | RecommendRoute | ModelRoute | JoinRoute | UnknownRoute;

const rowChoices: readonly RowsChoice[] = ['first', 'last', 'random', 'all'];

/** The route of a path and a query. */
export function parseAddress(pathname: string, search: string): Route {
  const query = new URLSearchParams(search);
  const [screen = '', id = '', ...rest] = pathname.split('/').filter(Boolean).map(decode);
  if (rest.length === 0) {
    if (screen === '') return datasetsRoute({ find: query.get('find') ?? '' });
    if (screen === 'new') return datasetsRoute({ importing: true, upload: id || null });
    if (screen === 'data' && id) return parseData(id, query);
    if (screen === 'recommend') return parseRecommend(id, query);
    if (screen === 'join' && id) return { screen: 'join', dataset: id };
    if (screen === 'model' && id) return modelRoute(id, integer(query.get('compare'), 1, 1e9));
  }
  return { screen: 'unknown', path: pathname };
}

/** The route of the list; omitted fields take their defaults. */
export function datasetsRoute(given: Partial<DatasetsRoute> = {}): DatasetsRoute {
  return { screen: 'datasets', find: '', importing: false, upload: null, ...given };
}

/** The route of a data set's page; omitted fields take their defaults. */
export function dataRoute(dataset: string, given: Partial<DataRoute> = {}): DataRoute {
  return { screen: 'data', dataset, rows: 'first', n: defaults.rows, seed: null, at: 0, ...given };
}

/** The route of a model's desk; omitted fields take their defaults. */
export function recommendRoute(model: string | null, given: Partial<RecommendRoute> = {}): RecommendRoute {
  return {
    screen: 'recommend',
    model,
    dataset: null,
    tastes: [],
    known: defaults.known,
    n: defaults.recommendations,
    why: null,
    view: 'list',
    version: null,
    ...given,
  };
}

/** The route of a model's page, with the version to compare, if any. */
export function modelRoute(model: string, compare: number | null = null): ModelRoute {
  return { screen: 'model', model, compare };
}

/** The address of a route, without the parameters that are at their defaults. */
export function formatAddress(route: Route): string {
  switch (route.screen) {
    case 'datasets':
      if (route.importing) return route.upload ? `/new/${encode(route.upload)}` : '/new';
      return withQuery('/', [['find', route.find]]);
    case 'data':
      return withQuery(`/data/${encode(route.dataset)}`, [
        ['rows', route.rows === 'first' ? '' : route.rows],
        ['n', route.n === defaults.rows ? '' : String(route.n)],
        ['seed', route.seed === null ? '' : String(route.seed)],
        ['at', route.at === 0 ? '' : String(route.at)],
      ]);
    case 'recommend':
      return formatRecommend(route);
    case 'model':
      return withQuery(`/model/${encode(route.model)}`, [
        ['compare', route.compare === null ? '' : String(route.compare)],
      ]);
    case 'join':
      return `/join/${encode(route.dataset)}`;
    case 'unknown':
      return route.path;
  }
}

/** The address of a model's desk or, if there is no model yet, of the form that creates one. */
export function recommendAddress(dataset: string | null, model: string | null): string {
  return formatAddress(model ? recommendRoute(model) : recommendRoute(null, { dataset }));
}

function parseData(dataset: string, query: URLSearchParams): DataRoute {
  const rows = rowChoices.find((choice) => choice === query.get('rows')) ?? 'first';
  const seed = integer(query.get('seed'), 0, 0xffffffff);
  return dataRoute(dataset, {
    rows,
    n: integer(query.get('n'), 1, limits.rowsPerReply) ?? defaults.rows,
    seed: rows === 'random' ? seed : null,
    at: integer(query.get('at'), 0, 1e9) ?? 0,
  });
}

function parseRecommend(model: string, query: URLSearchParams): RecommendRoute {
  const tastes: AddressTaste[] = [];
  for (const [key, value] of query) {
    const kind = key === 'u' ? 'user' : key === 'i' ? 'item' : null;
    if (kind) tastes.push({ kind, ...parseTaste(value) });
  }
  return recommendRoute(model || null, {
    dataset: query.get('data'),
    tastes,
    // Older links say `mode=best`.
    known: query.get('known') === 'include' || query.get('mode') === 'best' ? 'include' : defaults.known,
    n: integer(query.get('n'), 1, limits.recommendations) ?? defaults.recommendations,
    why: query.get('why'),
    view: query.get('view') === 'map' ? 'map' : 'list',
    version: integer(query.get('version'), 1, 1e9),
  });
}

function parseTaste(text: string): Omit<AddressTaste, 'kind'> {
  const [, name, mute, weight] = /^(.+)\*(m?)(-?\d{1,3})$/s.exec(text) ?? [undefined, text, '', '80'];
  return { name: name, weight: Math.max(-100, Math.min(100, Number(weight))), muted: mute === 'm' };
}

function formatRecommend(route: RecommendRoute): string {
  const tastes = route.tastes.map(({ kind, name, weight, muted }): [string, string] => [
    kind === 'user' ? 'u' : 'i',
    `${name}*${muted ? 'm' : ''}${weight}`,
  ]);
  return withQuery(route.model ? `/recommend/${encode(route.model)}` : '/recommend', [
    ['data', route.dataset ?? ''],
    ...tastes,
    ['known', route.known === defaults.known ? '' : route.known],
    ['n', route.n === defaults.recommendations ? '' : String(route.n)],
    ['why', route.why ?? ''],
    ['view', route.view === 'map' ? 'map' : ''],
    ['version', route.version === null ? '' : String(route.version)],
  ]);
}

function withQuery(path: string, entries: [string, string][]): string {
  const query = new URLSearchParams(entries.filter(([, value]) => value !== ''));
  // Asterisks and commas are legal in a query, and keep links readable.
  const text = query.toString().replaceAll('%2A', '*').replaceAll('%2C', ',').replaceAll('%27', "'");
  return text ? `${path}?${text}` : path;
}

function integer(text: string | null, low: number, high: number): number | null {
  if (text === null || !/^\d+$/.test(text)) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

function encode(text: string): string {
  return encodeURIComponent(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
