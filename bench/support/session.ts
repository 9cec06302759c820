interface Cookie {
  value: string;
  path: string;
}

/** The cookies of one person's session, kept as a browser would; there is no browser here. */
export class Session {
  readonly #cookies = new Map<string, Cookie>();

  /** @param setCookie the answer's Set-Cookie lines */
  take(setCookie: readonly string[] = []): void {
    for (const line of setCookie) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const cut = pair.indexOf('=');
      const path = attributes.find((a) => a.toLowerCase().startsWith('path='))?.slice('path='.length) ?? '/';
      this.#cookies.set(pair.slice(0, cut), { value: pair.slice(cut + 1), path });
    }
  }

  /** A browser drops a cookie whose time is over. */
  drop(name: string): void {
    this.#cookies.delete(name);
  }

  /** The Cookie header for a request to this path: the refresh cookie travels only to its own door. */
  headerFor(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, cookie]) => `${name}=${cookie.value}`)
      .join('; ');
  }
}
