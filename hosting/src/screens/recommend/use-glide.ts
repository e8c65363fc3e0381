import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Lets the lines of a list glide from their old positions to the new ones (FLIP). `data-name` identifies a line; with
 * reduced motion nothing moves, and only the badges show what changed.
 */
export function useGlide(list: { current: HTMLElement | null }, order: unknown, duration: number): void {
  const before = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const lines = [...(list.current?.children ?? [])] as HTMLElement[];
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const now = new Map<string, number>();
    for (const line of lines) {
      const name = line.dataset['name']!;
      const top = line.offsetTop;
      now.set(name, top);
      const from = before.current.get(name);
      if (still || before.current.size === 0) continue;
      if (from === undefined) line.animate([{ opacity: 0 }, { opacity: 1 }], { duration, easing: 'ease-out' });
      else if (Math.abs(from - top) > 1) {
        const frames = [{ transform: `translateY(${from - top}px)` }, { transform: 'none' }];
        line.animate(frames, { duration, easing: 'cubic-bezier(0.2, 0, 0, 1)' });
      }
    }
    before.current = now;
  }, [order]);
}
