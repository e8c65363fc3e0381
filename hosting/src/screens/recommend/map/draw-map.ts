/** The part of the plane in view: the point in the middle, and the magnification. */
export interface MapView {
  x: number;
  y: number;
  zoom: number;
}

/** A labelled point of the map. */
export interface MapLabel {
  x: number;
  y: number;
  text: string;
}

/** A numbered line of the list, and its position in the previous version. */
export interface MapMark extends MapLabel {
  was: { x: number; y: number } | null;
}

/** A taste, in its colour. */
export interface MapTaste extends MapLabel {
  colour: string;
}

/** Everything to draw. */
export interface MapScene {
  items: Float32Array;
  labels: MapLabel[];
  marks: MapMark[];
  tastes: MapTaste[];
  mix: { x: number; y: number } | null;
}

/** The colours of the theme, as the style sheet currently has them. */
export interface MapColours {
  panel: string;
  ink: string;
  ink2: string;
  dot: string;
  live: string;
}

const font = (size: number, weight: number) => `${weight} ${size}px "Instrument Sans Variable", system-ui, sans-serif`;

/** Draws a scene; positions are in CSS pixels, the context is already scaled. */
export function drawMap(
  context: CanvasRenderingContext2D,
  size: { width: number; height: number },
  view: MapView,
  scene: MapScene,
  colours: MapColours,
): void {
  const place = placer(size, view);
  context.clearRect(0, 0, size.width, size.height);
  drawDots(context, size, place, scene.items, colours.dot, view.zoom);
  const taken: Box[] = [];
  drawMarks(context, place, scene.marks, colours, taken);
  drawTastes(context, place, scene.tastes, colours, taken);
  drawMix(context, place, scene.mix, colours, taken);
  drawLabels(context, place, scene.labels, colours, taken);
}

/** Pixels per unit of the plane. */
export function unitOf({ width, height }: { width: number; height: number }, view: MapView): number {
  return Math.min(width / 2.5, height / 2.1) * view.zoom;
}

/** Maps points of the plane to positions on the canvas. */
export function placer({ width, height }: { width: number; height: number }, view: MapView) {
  const unit = unitOf({ width, height }, view);
  return (x: number, y: number): [number, number] => [
    width / 2 + (x - view.x) * unit,
    height / 2 + (y - view.y) * unit,
  ];
}

type LabelPlace = ReturnType<typeof placer>;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function drawDots(
  context: CanvasRenderingContext2D,
  { width, height }: { width: number; height: number },
  place: LabelPlace,
  items: Float32Array,
  colour: string,
  zoom: number,
): void {
  const side = Math.min(5, 2.2 * Math.sqrt(zoom));
  context.fillStyle = colour;
  for (let at = 0; at < items.length; at += 2) {
    const [x, y] = place(items[at]!, items[at + 1]!);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    context.fillRect(x - side / 2, y - side / 2, side, side);
  }
}

function drawMarks(
  context: CanvasRenderingContext2D,
  place: LabelPlace,
  marks: readonly MapMark[],
  colours: MapColours,
  taken: Box[],
): void {
  context.lineWidth = 2;
  context.strokeStyle = colours.live;
  for (const { x, y, was } of marks) {
    if (!was) continue;
    context.beginPath();
    context.moveTo(...place(was.x, was.y));
    context.lineTo(...place(x, y));
    context.stroke();
  }
  context.font = font(11, 680);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { x, y, text } of [...marks].reverse()) {
    const [left, top] = place(x, y);
    context.fillStyle = colours.ink;
    disc(context, left, top, 9.5);
    context.fillStyle = colours.panel;
    context.fillText(text, left, top + 0.5);
    taken.push(boxAround(left, top, 10, 10));
  }
}

function drawTastes(
  context: CanvasRenderingContext2D,
  place: LabelPlace,
  tastes: readonly MapTaste[],
  colours: MapColours,
  taken: Box[],
): void {
  for (const { x, y } of tastes) taken.push(boxAround(...place(x, y), 9, 9));
  for (const { x, y, text, colour } of tastes) {
    const [left, top] = place(x, y);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 3;
    context.beginPath();
    context.arc(left, top, 8, 0, Math.PI * 2);
    context.stroke();
    writeWord(context, text, [left, top], { font: font(13, 680), halo: colours.panel, taken, apart: 19, always: true });
  }
}

function drawMix(
  context: CanvasRenderingContext2D,
  place: LabelPlace,
  mix: MapScene['mix'],
  colours: MapColours,
  taken: Box[],
): void {
  if (!mix) return;
  const [left, top] = place(mix.x, mix.y);
  context.strokeStyle = context.fillStyle = colours.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(left - 11, top);
  context.lineTo(left + 11, top);
  context.moveTo(left, top - 11);
  context.lineTo(left, top + 11);
  context.stroke();
  taken.push(boxAround(left, top, 11, 11));
  writeWord(context, 'Your mix', [left, top], {
    font: font(13, 640),
    halo: colours.panel,
    taken,
    apart: 20,
    always: true,
  });
}

function drawLabels(
  context: CanvasRenderingContext2D,
  place: LabelPlace,
  labels: readonly MapLabel[],
  colours: MapColours,
  taken: Box[],
): void {
  for (const { x, y, text } of labels) {
    context.fillStyle = colours.ink2;
    const options = { font: font(12.5, 500), halo: colours.panel, taken, apart: 0, always: false };
    writeWord(context, text, place(x, y), options);
  }
}

interface Writing {
  font: string;
  /** The colour behind the letters, so that dots and lines do not run through them. */
  halo: string;
  taken: Box[];
  /** Distance of the word from its point; 0 is on it. */
  apart: number;
  /** Whether to write it even where it covers something. */
  always: boolean;
}

/** Writes a word below, above or beside its point, wherever it covers no other word. */
function writeWord(context: CanvasRenderingContext2D, text: string, [x, y]: [number, number], writing: Writing): void {
  const { taken, apart } = writing;
  context.font = writing.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const half = context.measureText(text).width / 2 + 3;
  const aside = half + apart - 6;
  const around: [number, number][] = [
    [0, apart],
    [0, -apart],
    [aside, 0],
    [-aside, 0],
    [aside, -apart],
    [-aside, -apart],
    [aside, apart],
    [-aside, apart],
  ];
  const places = (apart === 0 ? around.slice(0, 1) : around).map(([dx, dy]): [number, number] => [x + dx, y + dy]);
  const free = places.find(([left, top]) => !taken.some((other) => overlap(boxAround(left, top, half, 8), other)));
  const chosen = free ?? (writing.always ? places[0] : undefined);
  if (!chosen) return;
  taken.push(boxAround(...chosen, half, 8));
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = writing.halo;
  context.strokeText(text, ...chosen);
  context.fillText(text, ...chosen);
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function boxAround(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
