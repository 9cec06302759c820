/** What an answer calls the file it brings. */
export function fileNameOf(response: Response): string {
  const said = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
  return encoded === undefined ? 'report' : decodeURIComponent(encoded);
}

/** As if somebody had pressed a link to a file there. */
export function followLink(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** Hands a file to the browser, which puts it where downloads go. */
export function save({ name, content }: { name: string; content: Blob }): void {
  const address = URL.createObjectURL(content);
  followLink(address, name);
  // the browser reads it after this task
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
