import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../../../components/theme.js';
import { drawMap, placer, unitOf, type MapColours, type MapScene, type MapView } from './draw-map.js';

/** How close a click has to be to an item, in pixels. */
const reach = 14;
/** Milliseconds the points take to glide to their places in a new version. */
const glide = 500;

/** The canvas of the map: redrawn when something changes; panned, zoomed and clicked with pointer or keyboard. */
export function MapCanvas(props: {
  scene: MapScene;
  view: MapView;
  label: string;
  onView: (view: MapView) => void;
  onPick: (item: number | null) => void;
}) {
  const { scene, view, onView } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const points = useGlidingPoints(scene.items, () => draw());
  const latest = useRef({ scene, view });
  latest.current = { scene, view };
  const draw = () => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const ratio = Math.min(2, devicePixelRatio);
    if (element.width !== Math.round(size.width * ratio)) element.width = Math.round(size.width * ratio);
    if (element.height !== Math.round(size.height * ratio)) element.height = Math.round(size.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { colours, resolve } = readColours(element);
    const now = latest.current;
    const tastes = now.scene.tastes.map((taste) => ({ ...taste, colour: resolve(taste.colour) }));
    drawMap(context, size, now.view, { ...now.scene, items: points.current, tastes }, colours);
  };
  useEffect(draw, [scene, view, theme.value]);
  useEffect(() => {
    if (!canvas.current) return;
    const observer = new ResizeObserver(draw);
    observer.observe(canvas.current);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    void document.fonts.ready.then(draw);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', draw);
    };
  }, []);
  useHand(canvas, latest, onView, props.onPick);
  return (
    <canvas
      ref={canvas}
      class="map-canvas"
      role="img"
      tabindex={0}
      aria-label={props.label}
      onKeyDown={(event) => {
        const next = keyStep(event.key, view);
        if (!next) return;
        event.preventDefault();
        onView(next);
      }}
    />
  );
}

function keyStep(key: string, view: MapView): MapView | null {
  const step = 0.2 / view.zoom;
  const moves: Record<string, MapView> = {
    ArrowLeft: { ...view, x: view.x - step },
    ArrowRight: { ...view, x: view.x + step },
    ArrowUp: { ...view, y: view.y - step },
    ArrowDown: { ...view, y: view.y + step },
    '+': { ...view, zoom: Math.min(40, view.zoom * 1.4) },
    '-': { ...view, zoom: Math.max(0.6, view.zoom / 1.4) },
  };
  return moves[key] ?? null;
}

/** Points that glide from their old positions to the new ones; with reduced motion they jump there at once. */
function useGlidingPoints(target: Float32Array, draw: () => void): { current: Float32Array } {
  const shown = useRef(target);
  const from = useRef(target);
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const comparable = from.current.length === target.length;
    const start = shown.current;
    from.current = target;
    if (start === target || still || !comparable) {
      shown.current = target;
      draw();
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, Math.max(0, (now - began) / glide));
      const eased = 1 - (1 - share) ** 3;
      shown.current = share === 1 ? target : target.map((to, at) => start[at]! + (to - start[at]!) * eased);
      draw();
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return shown;
}

/** Dragging, the wheel, pinching, and clicks that select the nearest item. */
function useHand(
  canvas: { current: HTMLCanvasElement | null },
  latest: { current: { scene: MapScene; view: MapView } },
  onView: (view: MapView) => void,
  onPick: (item: number | null) => void,
): void {
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const unit = () => unitOf(size(), latest.current.view);
    let dragged = 0;
    const down = (event: PointerEvent) => {
      dragged = 0;
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      dragged += Math.abs(event.movementX) + Math.abs(event.movementY);
      const { view } = latest.current;
      onView({ ...view, x: view.x - event.movementX / unit(), y: view.y - event.movementY / unit() });
    };
    const wheel = (event: WheelEvent) => {
      // Without Ctrl the wheel scrolls the page; a pinch on a trackpad arrives as a wheel event with Ctrl.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { view } = latest.current;
      onView({ ...view, zoom: Math.min(40, Math.max(0.6, view.zoom * Math.exp(-event.deltaY / 200))) });
    };
    const click = (event: MouseEvent) => {
      if (dragged > 4) return;
      onPick(nearest(latest.current.scene.items, placer(size(), latest.current.view), event.offsetX, event.offsetY));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('click', click);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('click', click);
    };
  }, []);
}

function nearest(items: Float32Array, place: ReturnType<typeof placer>, x: number, y: number): number | null {
  let best: number | null = null;
  let least = reach;
  for (let item = 0; item * 2 < items.length; item++) {
    const [left, top] = place(items[item * 2]!, items[item * 2 + 1]!);
    const distance = Math.hypot(left - x, top - y);
    if (distance < least) [best, least] = [item, distance];
  }
  return best;
}

/** The theme's colours. A canvas does not know `light-dark()`, so each is read off an element. */
function readColours(element: HTMLElement): { colours: MapColours; resolve: (name: string) => string } {
  const probe = document.createElement('span');
  element.after(probe);
  const resolve = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    panel: resolve('--panel'),
    ink: resolve('--ink'),
    ink2: resolve('--ink-2'),
    dot: resolve('--edge'),
    live: resolve('--live-edge'),
  };
  const tastes = new Map(Array.from({ length: 8 }, (_, at) => [`--c${at + 1}`, resolve(`--c${at + 1}`)]));
  probe.remove();
  return { colours, resolve: (name) => tastes.get(name) ?? colours.ink };
}
