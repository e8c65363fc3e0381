/** Colours of the figures, the same as in docs/flow.svg. */
export const colours = {
  back: '#EDF1EF',
  card: '#FCFDFC',
  line: '#74827C',
  ink: '#1F2A26',
  accent: '#0F766E',
  other: '#B45309',
};

/** A whole figure. */
export function figure(width: number, height: number, title: string, body: readonly string[]): string {
  const font = `font-family="'Instrument Sans', system-ui, sans-serif" font-size="13"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ${font} fill="${colours.ink}">`,
    `  <title>${escape(title)}</title>`,
    `  <rect width="${width}" height="${height}" rx="10" fill="${colours.back}"/>`,
    ...body.map((line) => `  ${line}`),
    '</svg>',
    '',
  ].join('\n');
}

/** A text at a position; `extra` holds further attributes. */
export function label(x: number, y: number, text: string, extra = ''): string {
  return `<text x="${place(x)}" y="${place(y)}"${extra === '' ? '' : ` ${extra}`}>${escape(text)}</text>`;
}

/** A line through points. */
export function path(points: readonly (readonly [number, number])[], colour: string, extra = ''): string {
  const list = points.map(([x, y]) => `${place(x)},${place(y)}`).join(' ');
  return `<polyline points="${list}" fill="none" stroke="${colour}" stroke-width="2"${extra === '' ? '' : ` ${extra}`}/>`;
}

/** Formats a coordinate: a tenth of a unit is precise enough, and gives the same digits on every machine. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
