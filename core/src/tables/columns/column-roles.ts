import type { ColumnProfile } from '../profile/column-profile.js';
import { traitsOf } from './column-kinds.js';

/** The columns to make a model of a data set from, and a sentence that says why. */
export interface ColumnRoles {
  user: string;
  item: string;
  rating: string | null;
  /** Genres and artists: such a data set gets its model automatically. */
  spotifyLike: boolean;
  why: string;
}

interface RolePair {
  user: readonly string[];
  item: readonly string[];
  spotifyLike: boolean;
}

const genreNames = ['genre', 'genres', 'trackgenre', 'artistgenre', 'maingenre', 'topgenre', 'playlistgenre', 'style'];
const artistNames = ['artistname', 'artist', 'artists', 'artistnames', 'trackartist', 'performer', 'band'];
const userNames = ['userid', 'user', 'username', 'customerid', 'customer', 'listener', 'listenerid', 'memberid', 'uid'];
const itemNames = [
  'itemid',
  'item',
  'movieid',
  'movie',
  'filmid',
  'film',
  'trackid',
  'track',
  'trackname',
  'songid',
  'song',
  'productid',
  'product',
  'bookid',
  'isbn',
  'title',
  'artistid',
  'asin',
];
const ratingNames = [
  'popularity',
  'rating',
  'ratings',
  'score',
  'stars',
  'playcount',
  'plays',
  'listens',
  'streams',
  'weight',
  'trackpopularity',
  'count',
  'quantity',
];

const spotifyPair: RolePair = { user: genreNames, item: artistNames, spotifyLike: true };
const pairs: readonly RolePair[] = [
  spotifyPair,
  { user: userNames, item: [...itemNames, ...artistNames], spotifyLike: false },
];

/**
 * Guesses the user, item and rating columns from their names and contents; null if nothing fits. Names are compared
 * without case and punctuation: `Artist Name` is `artist_name`.
 */
export function guessRoles(columns: readonly ColumnProfile[]): ColumnRoles | null {
  for (const pair of pairs) {
    const user = namedColumn(columns, pair.user, canBeName);
    const item = namedColumn(columns, pair.item, (column) => column !== user && canBeName(column));
    if (!user || !item) continue;
    const rating = namedColumn(columns, ratingNames, isNumber);
    return {
      user: user.name,
      item: item.name,
      rating: rating?.name ?? null,
      spotifyLike: pair.spotifyLike,
      why: reasonOf(user, item, rating),
    };
  }
  return null;
}

/** Whether columns with these names could be Spotify-like; their contents decide. */
export function mayBeSpotifyLike(names: readonly string[]): boolean {
  const plain = names.map(plainName);
  const { user, item } = spotifyPair;
  return plain.some((name) => user.includes(name)) && plain.some((name) => item.includes(name));
}

function namedColumn(
  columns: readonly ColumnProfile[],
  names: readonly string[],
  fits: (column: ColumnProfile) => boolean,
): ColumnProfile | null {
  for (const name of names) {
    const found = columns.find((column) => plainName(column.name) === name && fits(column));
    if (found) return found;
  }
  return null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a column holds names or ids, more than one of them: no fractions or dates. */
export function canBeName({ kind, distinct }: ColumnProfile): boolean {
  return traitsOf(kind).identity !== null && distinct > 1;
}

function isNumber({ kind }: ColumnProfile): boolean {
  return traitsOf(kind).numeric !== null;
}

function reasonOf(user: ColumnProfile, item: ColumnProfile, rating: ColumnProfile | null): string {
  const found = `"${user.name}" (${user.distinct} different) and "${item.name}" (${item.distinct} different)`;
  const weight = rating ? `, weighted by "${rating.name}"` : '';
  return `The columns ${found} look like users and items${weight}.`;
}
