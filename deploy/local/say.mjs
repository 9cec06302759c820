const heartbeatMs = 10_000;

// A closed terminal or a finished `| head` must not keep the processes we started from being stopped in order.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

/** Prints a step with the seconds since this program began. */
export function say(text) {
  const seconds = process.uptime().toFixed(1).padStart(6);
  process.stdout.write(`[${seconds} s] ${text}\n`);
}

/** Runs one step: says its name, says it again while it lasts, and says how long it took. */
export async function step(text, work) {
  say(`${text} …`);
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const heartbeat = setInterval(() => say(`${text} … still at it after ${seconds()} s`), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
  }
}

/** Rows as aligned columns, the first row being the headings. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row) =>
    row
      .map((cell, column) => String(cell).padEnd(widths[column]))
      .join('   ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('   ');
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].map((text) => `  ${text}`).join('\n');
}
