/** What an answer calls the file it brings. */
export function fileNameOf(response: Response): string {
  const said = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
  return encoded === undefined ? 'report' : decodeURIComponent(encoded);
}

/** Hands a file to the browser, which puts it where downloads go. */
export function save({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // the browser reads it after this task
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
