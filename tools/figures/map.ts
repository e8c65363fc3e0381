import { trainModel } from '@segue/core/model/training/train';
import { colours, figure, label, place } from './svg.js';
import { figureParameters, readSample } from './sample-data.js';

const [WIDTH, HEIGHT, MARGIN] = [760, 520, 60];

/** Genres and artists of the sample as placed by a model with two components: each point is an embedding. */
export async function drawMap(): Promise<string> {
  const { users, interactions } = await readSample();
  const model = trainModel(interactions, { ...figureParameters, noComponents: 2, epochs: 200 });
  const all = [...model.userEmbeddings, ...model.itemEmbeddings];
  const reach = Math.max(...all.map(Math.abs));
  const x = (value: number) => WIDTH / 2 + (value / reach) * (WIDTH / 2 - MARGIN);
  const y = (value: number) => HEIGHT / 2 - (value / reach) * (HEIGHT / 2 - MARGIN / 2);
  const axis = `stroke="${colours.line}" stroke-dasharray="3 4"`;
  const artists = Array.from(model.itemBiases, (_, item) => {
    const [a = 0, b = 0] = model.itemEmbeddings.subarray(2 * item, 2 * item + 2);
    return `<circle cx="${place(x(a))}" cy="${place(y(b))}" r="2.5" fill="${colours.line}" opacity="0.6"/>`;
  });
  const genres = users.map((name, user) => {
    const [a = 0, b = 0] = model.userEmbeddings.subarray(2 * user, 2 * user + 2);
    return label(x(a), y(b), name, `text-anchor="middle" font-weight="600" fill="${colours.accent}"`);
  });
  return figure(WIDTH, HEIGHT, 'Genres and artists of the sample, two numbers each', [
    `<path d="M${MARGIN / 2} ${HEIGHT / 2}H${WIDTH - MARGIN / 2}M${WIDTH / 2} ${MARGIN / 2}V${HEIGHT - MARGIN / 2}" ${axis}/>`,
    ...artists,
    ...genres,
  ]);
}
