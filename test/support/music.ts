/**
 * A small table of who likes what, with a clear structure: two families of genres, and artists that belong to one of
 * them.
 */
export function musicCsv(rowsPerPair = 3): string {
  const families = [
    { genres: ['Jazz', 'Blues', 'Soul'], artists: artists('J', 12) },
    { genres: ['Rock', 'Metal', 'Punk'], artists: artists('R', 12) },
  ];
  const lines = ['genre,artist_name,track_name,popularity'];
  let track = 0;
  for (const [family, { genres, artists: names }] of families.entries()) {
    for (const [g, genre] of genres.entries()) {
      for (const [a, name] of names.entries()) {
        // Each genre leaves out a quarter of its family, which can then be recommended.
        if ((a + g) % 4 === 0) continue;
        for (let copy = 0; copy < rowsPerPair; copy++) {
          lines.push(`${genre},${name},"Track ${++track}, part ${copy + 1}",${(20 + 7 * a + 3 * g + family) % 100}`);
        }
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function artists(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${letter}-artist ${number + 1}`);
}
