import { cellText, type Cell } from '@segue/core/tables/cells';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { parseTable } from '@segue/core/tables/reading/parse-table';

/** Rows of user, item and what describes the item: numbers, then tags. */
export interface DescribedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many of the columns behind user and item are numbers. */
  readonly numbers: number;
  readonly methods: readonly MethodName[];
}

/** Reads a file of the shared data. */
export type ReadData = (file: string) => Buffer;

const audio = ['danceability', 'energy', 'loudness', 'speechiness', 'acousticness', 'instrumentalness', 'liveness'];
const sound = [...audio, 'valence', 'tempo', 'duration_ms'];
/** The genres of MovieLens, in the order of its flags. */
const filmGenres =
  'unknown Action Adventure Animation Children Comedy Crime Documentary Drama Fantasy Film-Noir Horror Musical Mystery Romance Sci-Fi Thriller War Western'.split(
    ' ',
  );
const people = ['ials', 'softmax', 'names', 'sound'] as const;
const genres = ['regression', ...people] as const;

/** Tables whose items are described, each read when it is its turn. */
export const describedTables: readonly ((read: ReadData) => DescribedTable)[] = [
  filmsWithGenres,
  placesWithCuisines,
  (read) => tracks('19k', read('spotify-features-19k.csv')),
  (read) => tracks('tidy26k', read('recommend/tidy26k.csv')),
];

function filmsWithGenres(read: ReadData): DescribedTable {
  const films = linesOf(read('movielens-100k-items.latin1.txt').toString('latin1'), '|');
  const genresOf = new Map(
    films.map(([id = '', , , , , ...flags]) => [id, filmGenres.filter((_, at) => flags[at]?.trim() === '1').join('|')]),
  );
  const ratings = linesOf(read('movielens-100k.tsv').toString(), '\t');
  return {
    name: 'MovieLens',
    columns: ['user', 'film', 'genres'],
    rows: ratings.map(([user = '', film = '']) => [user, film, genresOf.get(film) ?? '']),
    numbers: 0,
    methods: ['neighbours', ...people],
  };
}

function placesWithCuisines(read: ReadData): DescribedTable {
  const cuisinesOf = new Map<string, string[]>();
  for (const [place = '', cuisine = ''] of tableOf(read('recommend/rest_cuisine.csv')).rows) {
    const known = cuisinesOf.get(cellText(place)) ?? [];
    cuisinesOf.set(cellText(place), [...known, cellText(cuisine)]);
  }
  const ratings = tableOf(read('recommend/rest_ratings.csv')).rows;
  return {
    name: 'restaurants',
    columns: ['user', 'place', 'cuisine'],
    rows: ratings.map(([user = '', place = '']) => [user, place, cuisinesOf.get(cellText(place))?.join(';') ?? '']),
    numbers: 0,
    methods: genres,
  };
}

function tracks(name: string, file: Buffer): DescribedTable {
  const table = tableOf(file);
  const columns = ['genre', 'artist_name', ...sound];
  const places = columns.map((column) => table.columns.indexOf(column));
  const rows = table.rows.map((row) => places.map((place) => row[place] ?? ''));
  return { name, columns, rows, numbers: sound.length, methods: genres };
}

function linesOf(text: string, delimiter: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(delimiter));
}

function tableOf(bytes: Buffer) {
  return parseTable(bytes, { fileName: 'table.csv', type: 'csv' });
}
