/* global localStorage, matchMedia, document */
// A file of its own because the content security policy allows no inline script; it runs before the first paint, so night never flashes white.
(() => {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  const night =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', night ? 'dark' : 'light');
})();
