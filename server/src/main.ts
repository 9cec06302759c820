import closeWithGrace from 'close-with-grace';
import mongoose from 'mongoose';
import { createApp } from './app';
import { prepareDemo, type Demo } from './demo/demo';
import { offerSetUp } from './modules/schools';
import { readConfig } from './platform/config/config';
import { loadSecrets } from './platform/config/secrets';
import { connect } from './platform/database/connect';
import { createLog } from './platform/observability/log';

/** config → start → ordered stop. Whoever started this process hears of each step over IPC. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const secrets = await loadSecrets(config.dataDir);
  tell({ type: 'step', text: 'connecting to MongoDB' });
  await connect(config.mongodbUri);
  const app = createApp(config, secrets, log);
  tell({ type: 'step', text: 'migrations and indexes' });
  await app.start();
  const demo = config.demo ? await prepareDemo(app.platform, (text) => tell({ type: 'step', text })) : null;
  const setUp = demo === null ? await offerSetUp(app.platform) : null;
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(config.port, config.host, resolve);
  });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const url =
    config.publicUrl?.href ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  log.info({ url, cache: app.platform.cache.health() }, 'ready');
  tell({ type: 'ready', url, ...(demo ?? { people: [] }), setUp });
  if (process.send === undefined && setUp !== null)
    process.stdout.write(`Set up your district at ${new URL('/set-up', url).href} with the code ${setUp}\n`);
  if (process.send === undefined && demo !== null) introduce(url, demo);

  closeWithGrace({ delay: config.drainMs + 10_000, logger: false }, async ({ err }) => {
    if (err) log.fatal({ err }, 'stopping after an error');
    await app.stop();
    await mongoose.disconnect();
    log.info('stopped');
  });
}

/** Nobody started this process to say it for us (a container, say): the demo people are said in the log. */
function introduce(url: string, { people, password }: Demo): void {
  const who = people.map(({ login, name, role }) => `  ${login.padEnd(8)} ${name} (${role})`).join('\n');
  process.stdout.write(`Quad is ready at ${url}\n${who}\n  password: ${password}\n`);
}

function tell(message: object): void {
  process.send?.(message);
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error);
  tell({ type: 'failed', sentence });
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 200).unref();
});
