/** How a genre's invented tracks sound: the mean of each value, from 0 to 1, and of the popularity, from 0 to 100. */
export interface GenreSound {
  popularity: number;
  acousticness: number;
  energy: number;
  valence: number;
}

/** Real genres, with plausible but invented values. */
export const genres = {
  Alternative: sound(58, 0.18, 0.7, 0.45),
  Blues: sound(42, 0.45, 0.5, 0.55),
  Classical: sound(38, 0.93, 0.16, 0.21),
  Country: sound(52, 0.38, 0.58, 0.57),
  Dance: sound(62, 0.11, 0.77, 0.58),
  Electronic: sound(50, 0.17, 0.72, 0.41),
  Folk: sound(50, 0.66, 0.36, 0.42),
  'Hip-Hop': sound(57, 0.18, 0.64, 0.53),
  Indie: sound(54, 0.3, 0.6, 0.46),
  Jazz: sound(42, 0.68, 0.33, 0.47),
  Latin: sound(56, 0.33, 0.65, 0.67),
  Metal: sound(54, 0.03, 0.91, 0.32),
  Opera: sound(27, 0.94, 0.21, 0.16),
  Pop: sound(70, 0.23, 0.66, 0.53),
  Punk: sound(50, 0.05, 0.9, 0.57),
  'R&B': sound(58, 0.27, 0.55, 0.5),
  Rap: sound(65, 0.16, 0.67, 0.46),
  Reggae: sound(48, 0.2, 0.6, 0.72),
  Reggaeton: sound(64, 0.2, 0.74, 0.65),
  Rock: sound(60, 0.2, 0.69, 0.54),
  Ska: sound(38, 0.09, 0.84, 0.74),
  Soul: sound(52, 0.42, 0.5, 0.6),
  Soundtrack: sound(40, 0.78, 0.26, 0.14),
  World: sound(38, 0.5, 0.52, 0.55),
} satisfies Record<string, GenreSound>;

/** Name of a genre of the sample. */
export type Genre = keyof typeof genres;

function sound(popularity: number, acousticness: number, energy: number, valence: number): GenreSound {
  return { popularity, acousticness, energy, valence };
}
