/** Whether the reader is in the middle of something that a moving page would spoil. */

const quiet = 2000;
let pointerDown = false;
let lastAct = -Infinity;

/** Begins to watch. Called once. */
export function watchOccupation(): void {
  const act = () => (lastAct = performance.now());
  addEventListener('pointerdown', () => {
    pointerDown = true;
    act();
  });
  for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, () => (pointerDown = false));
  addEventListener('keydown', act);
  addEventListener('input', act);
}

/** Pointer down, a key or a tap in the last two seconds, or text selected. */
export function isOccupied(): boolean {
  const selection = getSelection();
  const selecting = selection !== null && !selection.isCollapsed && selection.toString().trim() !== '';
  return pointerDown || selecting || performance.now() - lastAct < quiet;
}

/** Takes what was just done as done: what follows was asked for. */
export function settle(): void {
  lastAct = -Infinity;
}
