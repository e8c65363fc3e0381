import { artistsByGenre } from './artists.js';
import { genres, type Genre, type GenreSound } from './genres.js';
import { mulberry32 } from '@segue/core/tables/query/random-positions';
import { shuffle, spread } from './random.js';
import { titleAt, titleCount } from './titles.js';

/** Columns of the sample, named like those of the Spotify file that the project's report used. */
export const sampleColumns = [
  'genre',
  'artist_name',
  'track_name',
  'popularity',
  'acousticness',
  'energy',
  'valence',
] as const;

/** One invented track, in the order of `sampleColumns`. */
export type SampleRow = [genre: string, artist: string, track: string, ...numbers: number[]];

interface Artist {
  name: string;
  home: Genre;
  others: Genre[];
  /** From 1 for the best known of the genre down to 0. */
  fame: number;
}

/** Tracks per artist: enough for nearly all artists to have the five rows that an item needs at least. */
const tracksPerArtist = 5;

/** All rows of the sample, shuffled so that any part shows some of everything; the same for the same seed. */
export function makeSampleRows(seed: number): SampleRow[] {
  const random = mulberry32(seed);
  const titles = shuffle(
    Array.from({ length: titleCount }, (_, index) => index),
    random,
  );
  let next = 0;
  const rows = listArtists().flatMap((artist) =>
    listTracks(artist, random).map((genre) => makeRow(artist, genre, titleAt(titles[next++]!), random)),
  );
  return shuffle(rows, random);
}

/**
 * The genre of each of an artist's tracks: one in each other genre, the rest in the home genre; one more if well known.
 */
function listTracks({ home, others, fame }: Artist, random: () => number): Genre[] {
  const count = tracksPerArtist + (random() < fame / 2 ? 1 : 0);
  return [...Array<Genre>(count - others.length).fill(home), ...others];
}

function makeRow(artist: Artist, genre: Genre, title: string, random: () => number): SampleRow {
  const home: GenreSound = genres[artist.home];
  const here: GenreSound = genres[genre];
  const popularity = home.popularity + 24 * (artist.fame - 0.5) + 12 * spread(random);
  const value = (name: Exclude<keyof GenreSound, 'popularity'>) =>
    round(clamp((home[name] + here[name]) / 2 + 0.22 * spread(random), 0.01, 0.99), 2);
  return [
    genre,
    artist.name,
    title,
    Math.round(clamp(popularity, 0, 100)),
    value('acousticness'),
    value('energy'),
    value('valence'),
  ];
}

function listArtists(): Artist[] {
  return (Object.keys(artistsByGenre) as Genre[]).flatMap((home) => {
    const entries = artistsByGenre[home].split(';').map((entry) => entry.trim());
    return entries.map((entry, index) => parseArtist(entry, home, 1 - index / entries.length));
  });
}

/** @param entry `Name > Genre Genre`; the name is in quotes if it has a comma, for readability */
function parseArtist(entry: string, home: Genre, fame: number): Artist {
  const [name = '', others = ''] = entry.split(' > ');
  const genresOfEntry = others.split(' ').filter(Boolean);
  const unknown = genresOfEntry.find((genre) => !(genre in genres));
  if (unknown) throw new Error(`${name} is filed under "${unknown}", which is no genre of tools/sample/genres.ts.`);
  return { name: name.replace(/^"(.*)"$/, '$1').replace(/\s+/g, ' '), home, others: genresOfEntry as Genre[], fame };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
