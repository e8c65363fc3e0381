/** Whether the viewer is in the middle of something that a changing page would disturb. */

const quiet = 2000;
let pointerDown = false;
let lastAct = -Infinity;

/** Starts watching. Called once. */
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

/** True if a pointer is down, text is selected, or a key or tap came in the last two seconds. */
export function isOccupied(): boolean {
  const selection = getSelection();
  const selecting = selection !== null && !selection.isCollapsed && selection.toString().trim() !== '';
  return pointerDown || selecting || performance.now() - lastAct < quiet;
}

/** Treats the last action as finished: the viewer asked for what follows. */
export function settle(): void {
  lastAct = -Infinity;
}
