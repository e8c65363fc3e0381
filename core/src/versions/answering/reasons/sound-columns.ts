/** Numbers of how music sounds. */
const sounds = [
  ...['acousticness', 'danceability', 'energy', 'instrumentalness', 'liveness', 'loudness', 'speechiness'],
  ...['tempo', 'valence'],
];

/** The columns that say how an item sounds, by their places, if most do; else none. */
export function soundColumns(columns: readonly string[]): number[] {
  const heard = [...columns.keys()].filter((at) =>
    sounds.some((sound) => columns[at]!.toLowerCase().startsWith(sound)),
  );
  return 2 * heard.length >= columns.length ? heard : [];
}
