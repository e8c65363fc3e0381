/**
 * Why Segue cannot run in this folder, and what to do about it; `undefined` if it can. Programs of others fail there,
 * each with a stack trace: Vite at `#`, tsx at `?` and `*`, and the PATH of any system but Windows ends an entry at
 * `:`.
 */
export function findFolderProblem(folder) {
  const character = /[#?*]|(?<!^[a-z]):/i.exec(folder)?.[0];
  if (character === undefined) return undefined;
  return `The folder ${folder} has "${character}" in its path, which Vite, tsx or the PATH cannot take: move Segue to a folder without it.`;
}
