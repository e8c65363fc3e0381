import { RandomState } from '@segue/core/model/random';

/**
 * Substitutes for the real files in `../shared/data`, under the same names: the same columns and quirks, but few rows
 * with invented content, the same bytes on every run.
 */
export const madeTables = {
  'spotify-features-19k.csv': madeTracks,
  'actor.csv': madeActors,
  'film.csv': madeFilms,
  'film1.csv': madeFilmLengths,
  'movielens-100k.tsv': madeRatings,
  'movielens-100k-items.latin1.txt': madeMovies,
} as const satisfies Record<string, () => Uint8Array>;

/** The rows of each generated table. */
export const madeRows = {
  'spotify-features-19k.csv': 1500,
  'actor.csv': 200,
  'film.csv': 60,
  'film1.csv': 50,
  'movielens-100k.tsv': 6000,
  'movielens-100k-items.latin1.txt': 80,
} as const satisfies Record<keyof typeof madeTables, number>;

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Encodes characters up to U+00FF as Latin-1. */
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Draws from lists and ranges; the same seed gives the same draws. */
function drawing(seed: number) {
  const random = new RandomState(seed);
  const below = (count: number) => random.bounded(count - 1);
  return { below, share: () => random.double(), pick: <T>(list: readonly T[]) => list[below(list.length)]! };
}

const trackColumns =
  'genre,artist_name,track_name,track_id,popularity,acousticness,danceability,duration_ms,energy,' +
  'instrumentalness,key,liveness,loudness,mode,speechiness,tempo,time_signature,valence';
const titles = ['"Slow, Slower"', 'L’été sans toi', "Don't Look Up", 'Nuit é', '"Say ""Yes"""', 'Plain Song'];

/**
 * Tracks with audio features: a byte order mark, quoted commas, accents, curly apostrophes, numbers such as 8.19E-06,
 * `4-Apr` from a spreadsheet, tracks in two genres, and a last row that is cut off after 10 of 18 cells.
 */
function madeTracks(): Uint8Array {
  const { below, share, pick } = drawing(1);
  const genres = ['Movie', 'R&B', 'A Capella', 'Alternative', 'Country', 'Dance'];
  const rows = Array.from({ length: madeRows['spotify-features-19k.csv'] }, (_, index) => {
    const genre = genres[Math.floor((index * genres.length) / madeRows['spotify-features-19k.csv'])]!;
    const track = index % 40 === 39 ? below(index) : index;
    const id = track.toString(36).padStart(22, '0ZyXw');
    const decimal = () => share().toFixed(3);
    const instrumental = pick(['0', '8.19E-06', decimal()]);
    return [
      [genre, `Artist ${below(120)}`, pick(titles), id, below(100), decimal(), decimal(), 60_000 + below(300_000)],
      [decimal(), instrumental, pick(['C', 'C#', 'F#']), decimal(), (-30 * share()).toFixed(3)],
      [pick(['Major', 'Minor']), decimal(), (60 + 140 * share()).toFixed(3), pick(['4-Apr', '3-Apr']), decimal()],
    ].flat();
  });
  const cut = rows.pop()!.slice(0, 10);
  return utf8(`\uFEFF${[trackColumns, ...[...rows, cut].map((row) => row.join(','))].join('\r\n')}`);
}

/** People with an ISO date. */
function madeActors(): Uint8Array {
  const { pick } = drawing(2);
  const name = () => pick(['BA', 'DO', 'KI', 'LU', 'MER', 'RO']) + pick(['DAN', 'LA', 'NET', 'SON', 'TA']);
  const lines = Array.from(
    { length: madeRows['actor.csv'] },
    (_, i) => `${i + 1},${name()},${name()},2006-02-15T04:34:33Z`,
  );
  return utf8(`actor_id,first_name,last_name,last_update\n${lines.join('\n')}\n`);
}

/** Films with quoted commas and a column that is always empty. */
function madeFilms(): Uint8Array {
  const { below, pick } = drawing(3);
  const columns =
    'film_id,title,description,release_year,language_id,original_language_id,rental_duration,' +
    'rental_rate,length,replacement_cost,rating,special_features,last_update';
  const lines = Array.from({ length: madeRows['film.csv'] }, (_, index) => {
    const features = index === 0 ? '"Deleted Scenes,Behind the Scenes"' : pick(['Trailers', '"Trailers,Commentaries"']);
    const numbers = `2006,1,,${3 + below(5)},${below(5)}.99,${46 + below(140)},${9 + below(20)}.99`;
    return `${index + 1},FILM ${index + 1},A Tale of a ${pick(['Cat', 'Robot'])},${numbers},PG,${features},2006-02-15T05:03:42Z`;
  });
  return utf8(`${columns}\n${lines.join('\n')}\n`);
}

/** Film lengths: tab-separated despite the name .csv, and no header. */
function madeFilmLengths(): Uint8Array {
  const { below, pick } = drawing(4);
  const others = Array.from({ length: madeRows['film1.csv'] - 1 }, (_, index) =>
    [index + 2, pick(['0.99', '2.99', '4.99']), 46 + below(140), pick(['G', 'PG', 'PG-13', 'NC-17', 'R'])].join('\t'),
  );
  return utf8(`${['1\t0.99\t86\tPG', ...others].join('\n')}\n`);
}

/**
 * User, item, rating and Unix seconds, tab-separated without a header; most of a user's pairs follow one of four
 * tastes.
 */
function madeRatings(): Uint8Array {
  const { below, share } = drawing(5);
  const [users, items] = [150, 200];
  const seen = new Set([196 * 1000 + 242]);
  const lines = ['196\t242\t3\t881250949'];
  while (lines.length < madeRows['movielens-100k.tsv']) {
    const user = below(users);
    let item = Math.floor(items * share() ** 1.5);
    if (share() < 0.8) item += (((user - item) % 4) + 4) % 4;
    if (item >= items || seen.has(user * 1000 + item)) continue;
    seen.add(user * 1000 + item);
    lines.push([user + 1, item + 1, 1 + below(5), 874_724_710 + below(18_000_000)].join('\t'));
  }
  return utf8(`${lines.join('\n')}\n`);
}

/** Films separated by pipes, in Latin-1, with an empty column and 19 flags. */
function madeMovies(): Uint8Array {
  const { below, pick } = drawing(6);
  const lines = Array.from({ length: madeRows['movielens-100k-items.latin1.txt'] }, (_, index) => {
    const title = `${pick(['Café', 'Señor', 'Plain'])} ${index + 1} (1995)`;
    const flags = Array.from({ length: 19 }, () => below(2));
    return [index + 1, title, '01-Jan-1995', '', `http://example.com/${index + 1}`, ...flags].join('|');
  });
  return latin1(`${lines.join('\n')}\n`);
}
