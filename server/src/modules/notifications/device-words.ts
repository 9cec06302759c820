const browsers: [sign: RegExp, name: string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [sign: RegExp, name: string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** “Firefox on Windows”, as far as a browser's own words tell; only ever a hint. */
export function deviceWords(userAgent: string): string {
  const nameIn = (known: typeof browsers): string | undefined =>
    known.find(([sign]) => sign.test(userAgent))?.[1];
  return (
    [nameIn(browsers), nameIn(systems)].filter((name) => name !== undefined).join(' · ') || 'unknown browser'
  );
}
