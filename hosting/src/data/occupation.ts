/** Whether the reader is busy with something that a moving page would disturb. */

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

/** Treats the last act as finished: the reader asked for what follows. */
export function settle(): void {
  lastAct = -Infinity;
}
