import type { Cell } from '@segue/core/tables/cells';

/** The columns of the Kaggle "Ultimate Spotify Tracks DB". */
export const spotifyColumns = [
  'genre',
  'artist_name',
  'track_name',
  'track_id',
  'popularity',
  'acousticness',
  'danceability',
  'duration_ms',
  'energy',
  'instrumentalness',
  'key',
  'liveness',
  'loudness',
  'mode',
  'speechiness',
  'tempo',
  'time_signature',
  'valence',
] as const;

/** 26 genres, one of which has two spellings. */
const genres = [
  'A Capella',
  'Alternative',
  'Anime',
  'Blues',
  "Children's Music",
  'Children\u2019s Music',
  'Classical',
  'Comedy',
  'Country',
  'Dance',
  'Electronic',
  'Folk',
  'Hip-Hop',
  'Indie',
  'Jazz',
  'Movie',
  'Opera',
  'Pop',
  'R&B',
  'Rap',
  'Reggae',
  'Reggaeton',
  'Rock',
  'Ska',
  'Soul',
  'Soundtrack',
  'World',
];
const artists = 14_564;
const keys = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const signatures = ['4-Apr', '4-Mar', '4-May', '4-Jan'];

/**
 * Rows of the real file's shape: its columns, genres, number of artists, and skew. At 232,725 rows some artists have
 * about a thousand rows, 1,160 have 50 or more, most have a handful. The same count always gives the same rows, and a
 * longer table begins with the rows of a shorter one.
 */
export function* spotifyRows(count: number): Generator<Cell[]> {
  const draw = xorshift(20_190_401);
  for (let row = 0; row < count; row++) {
    const drawn = artistAt(draw());
    // Every artist gets a turn, so that none is missing.
    const artist = row % 15 === 0 ? ((row / 15) * 6007) % artists : drawn;
    // Each artist belongs to one to three genres.
    const genreAt = (artist * 7 + Math.floor(draw() ** 2 * 3) * 5) % genres.length;
    const genre = genres[genreAt]!;
    /** Genres differ in their sound, and tracks in a genre: half of each. */
    const sound = (column: number) => ((((genreAt * 11 + column * 7) * 0.618) % 1) + draw()) / 2;
    yield [
      genre,
      `Artist ${artist}`,
      `Track ${Math.floor(draw() * 150_000)}`,
      idOf(draw),
      Math.floor(100 * draw()),
      decimal(sound(0), 3),
      decimal(sound(1), 3),
      Math.floor(60_000 + 300_000 * draw()),
      decimal(sound(2), 3),
      decimal(draw() ** 8, 6),
      keys[Math.floor(draw() * 12)]!,
      decimal(draw(), 4),
      decimal(-30 * sound(3), 3),
      draw() < 0.65 ? 'Major' : 'Minor',
      decimal(draw() / 2, 4),
      decimal(60 + 140 * draw(), 3),
      signatures[Math.floor(draw() ** 4 * 4)]!,
      decimal(sound(4), 3),
    ];
  }
}

/**
 * The same rows, but with the genres and artists of the first `distinct` rows repeated: tables of any length with equal
 * pairs.
 */
export function* repeatedPairs(count: number, distinct: number): Generator<Cell[]> {
  const pairs: Cell[][] = [];
  let row = 0;
  for (const cells of spotifyRows(count)) {
    if (row < distinct) pairs.push(cells.slice(0, 2));
    yield [...pairs[row++ % distinct]!, ...cells.slice(2)];
  }
}

/** Cumulative number of rows, in the real file, of the artists up to each rank, not counting artists with one row. */
const rowsUpTo = Float64Array.from({ length: artists });
for (let rank = 0, sum = 0; rank < artists; rank++) {
  rowsUpTo[rank] = sum += 300 / (1 + rank / 1350) ** 3 + 1000 * Math.exp(-rank / 8);
}

/** The rank at a number in [0, 1) of the cumulative distribution. */
function artistAt(share: number): number {
  const sum = share * rowsUpTo[artists - 1]!;
  let low = 0;
  let high = artists - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rowsUpTo[middle]! <= sum) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decimal(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function idOf(draw: () => number): string {
  return Array.from({ length: 2 }, () =>
    Math.floor(draw() * 2 ** 52)
      .toString(36)
      .padStart(11, '0'),
  ).join('');
}

/** 32-bit xorshift (Marsaglia 2003), with numbers in [0, 1). */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
