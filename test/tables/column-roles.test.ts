import { describe, expect, it } from '@jest/globals';
import type { Cell } from '@segue/core/tables/cells';
import { guessRoles } from '@segue/core/tables/columns/column-roles';
import { finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';

/** The roles guessed for columns of which each has so many different values. */
function rolesOf(columns: Record<string, (row: number) => Cell>) {
  const names = Object.keys(columns);
  const rows = Array.from({ length: 60 }, (_, index) => ({ index, cells: names.map((name) => columns[name]!(index)) }));
  return guessRoles(finishProfile(summariseProfile(rows, names.length), names));
}

const genre = (row: number) => `Genre ${row % 4}`;
const artist = (row: number) => `Artist ${row % 20}`;
const popularity = (row: number) => row % 50;

describe('guessRoles', () => {
  it.each([
    ['genre', 'artist_name', 'popularity'],
    ['track_genre', 'artists', 'popularity'],
    ['Genre', 'Artist Name', 'Popularity'],
    ['genres', 'artist', 'plays'],
  ])('recognises %s, %s and %s', (user, item, rating) => {
    expect(rolesOf({ id: (row) => row, [item]: artist, [rating]: popularity, [user]: genre })).toMatchObject({
      user,
      item,
      rating,
      spotifyLike: true,
    });
  });

  it('does without a rating, and does not take a text for one', () => {
    expect(rolesOf({ genre, artist, popularity: (row) => `${row}%` })).toMatchObject({
      rating: null,
      spotifyLike: true,
    });
  });

  it('goes by the names, however many genres there are for the artists', () => {
    expect(rolesOf({ genre: (row) => `Genre ${row % 18}`, artist })).toMatchObject({
      user: 'genre',
      spotifyLike: true,
    });
    expect(rolesOf({ genre: (row) => `Genre ${row % 6}`, artist: (row) => `Artist ${row % 6}` })).not.toBeNull();
  });

  it('takes no column that always says the same', () => {
    expect(rolesOf({ genre: () => 'Jazz', artist })).toBeNull();
  });

  it('knows users and items by name, which do not make a data set Spotify-like', () => {
    expect(
      rolesOf({ userId: (row) => row % 7, movieId: (row) => row % 30, rating: (row) => (row % 10) / 2 }),
    ).toMatchObject({
      user: 'userId',
      item: 'movieId',
      rating: 'rating',
      spotifyLike: false,
    });
  });

  it('guesses nothing from columns without such names', () => {
    expect(rolesOf({ col1: genre, col2: artist })).toBeNull();
  });
});
