import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach } from 'vitest';

// What Mantine asks of a browser and jsdom has not got: no media query matches, and nothing ever changes its size.
// Assigned rather than stubbed: a test that takes back its own stubs must not take these.
Object.defineProperty(window, 'matchMedia', {
  value: (media: string) => Object.assign(new EventTarget(), { matches: false, media, onchange: null }),
});

class StillObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.defineProperty(window, 'ResizeObserver', { value: StillObserver });

window.HTMLElement.prototype.scrollIntoView = () => undefined;
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

// Testing Library does this by itself only where `afterEach` is global.
afterEach(cleanup);

/** Steps of a disk that a page may have begun as its test ended. */
const stepsOfADisk = 25;

// what was begun ends while there still is a browser to end in: a store outlives its page
afterAll(async () => {
  for (let step = 0; step < stepsOfADisk; step++) await new Promise((resolve) => setTimeout(resolve));
});
