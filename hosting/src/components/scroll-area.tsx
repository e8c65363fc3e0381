import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** A table that scrolls sideways in its own frame, with a hint that there is more. */
export function ScrollArea(props: { label: string; class?: string; children: ComponentChildren }) {
  const area = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  const measure = () => {
    // The observer may report once more after the area is gone.
    if (!area.current) return;
    const { scrollLeft, clientWidth, scrollWidth } = area.current;
    setMore(scrollLeft + clientWidth < scrollWidth - 4);
  };
  useEffect(() => {
    if (!area.current) return;
    const observer = new ResizeObserver(measure);
    observer.observe(area.current);
    const content = area.current.firstElementChild;
    if (content) observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="scroll-frame" data-more={more ? '' : undefined}>
      <div
        ref={area}
        class={`table-scroll ${props.class ?? ''}`}
        tabindex={0}
        role="region"
        aria-label={props.label}
        onScroll={measure}
      >
        {props.children}
      </div>
    </div>
  );
}
