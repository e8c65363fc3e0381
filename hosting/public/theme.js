// Before anything is drawn: the theme the reader chose here, so that no page flashes in the other one.
try {
  const theme = localStorage.getItem('segue.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme holds.
}
