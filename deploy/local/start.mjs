import { join } from 'node:path';
import { ensureCertificate, lanAddresses } from './certificate.mjs';
import { checkNode, checkPlatform, checkPort, prepareDataDir } from './checks.mjs';
import { findFfmpeg } from './ffmpeg.mjs';
import { keepRunning } from './keep-running.mjs';
import { takeLock } from './lock.mjs';
import { findMongod, reapMongod, startMongod } from './mongod.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';
import { findRedis, reapRedis, startRedis } from './redis.mjs';
import { Refusal, tell } from './refusal.mjs';
import { stopRunning } from './run.mjs';
import { say, step, table } from './say.mjs';
import { reapServer, reapVite, startServer, startVite } from './server-process.mjs';
import { readEnvironment, readSettings } from './settings.mjs';

const root = join(import.meta.dirname, '..', '..');
const guards = [];
let settings;
let lock;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // npm hands on the Ctrl-C that the terminal sent us already: the second one must not cut the first short.
  process.on(signal, () => void stop('Stopping Quad', 0));
}
stopWithNpm();

const starting = start().catch((error) => {
  if (!stopping) void stop(tell(error), 1);
});
const giveUp = (error) => void stop(tell(error), 1);

async function start() {
  checkNode(process.versions.node);
  checkPlatform(process.platform);
  const { dev, lan } = readArguments(process.argv.slice(2));
  const environment = readEnvironment(root, process.env);
  settings = readSettings(root, environment);
  const { dataDir } = settings;
  prepareDataDir(dataDir);
  lock = takeLock(dataDir);
  if (await reapAll()) say('Stopped what an earlier start had left running.');
  await checkPort(settings.port, settings.host);

  await next(() => ensureInstalled(root));
  if (!dev) await next(() => ensureBuilt(root));
  const redisUrl = settings.redisUrl ?? (await next(bringRedis));
  const mongodbUri = settings.mongodbUri ?? (await next(bringMongod));

  const programs = await next(() => bringFfmpeg(environment));
  const secure = lan ? await next(() => bringCertificate(environment)) : null;

  const backing = { MONGODB_URI: mongodbUri, ...(redisUrl && { REDIS_URL: redisUrl }) };
  const env = {
    ...environment,
    ...backing,
    ...programs,
    DATA_DIR: dataDir,
    PORT: String(settings.port),
    HOST: settings.host,
    ...secure?.env,
  };
  let ready;
  const server = async () => {
    const running = await startServer({ root, dataDir, dev, env });
    ready ??= running.ready;
    return running;
  };
  await next(() =>
    step('Starting the server', async () => guards.push(await keepRunning('The server', server, giveUp))),
  );
  const url = dev ? await next(() => bringVite(ready.url, env)) : ready.url;
  announce({ ...ready, url, fingerprint: secure?.fingerprint });
}

/** One step of the start, unless Quad is being stopped. */
function next(work) {
  if (stopping) throw new Refusal('Stopped before it was ready.');
  return work();
}

function readArguments(args) {
  const unknown = args.find((arg) => !['--dev', '--lan'].includes(arg));
  if (unknown) throw new Refusal(`npm start knows no ${unknown}: what can be set is listed in .env.example.`);
  const [dev, lan] = [args.includes('--dev'), args.includes('--lan')];
  if (dev && lan) throw new Refusal('`npm run dev` serves this machine only: use `npm start -- --lan`.');
  return { dev, lan };
}

/** What the server needs to serve its network by https. */
async function bringCertificate(environment) {
  const addresses = lanAddresses();
  const { cert, key, fingerprint } = await ensureCertificate(settings.dataDir, addresses);
  const here = new URL(`https://${addresses[0]}:${settings.port}`).href;
  return {
    env: {
      QUAD_TLS_CERT: cert,
      QUAD_TLS_KEY: key,
      QUAD_PUBLIC_URL: environment.QUAD_PUBLIC_URL ?? here,
      HOST: environment.HOST ?? '0.0.0.0',
    },
    fingerprint,
  };
}

/** A killed npm cannot hand on its signal, and nobody could then stop Quad with Ctrl-C. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop('Stopping Quad, since npm has ended', 0);
  }, 500).unref();
}

async function bringRedis() {
  const found = await findRedis({ install: false });
  if (!found) {
    say('No Redis found: Quad caches in its own memory, which serves one server well.');
    return undefined;
  }
  let port;
  let url;
  const redis = async () => {
    const running = await startRedis({ ...found, dir: join(settings.dataDir, 'redis'), port });
    ({ port, url } = running);
    return running;
  };
  await step('Starting Redis', async () => guards.push(await keepRunning('Redis', redis, giveUp)));
  return url;
}

async function bringFfmpeg(environment) {
  const { env, problem } = await findFfmpeg(environment);
  if (problem) say(`No ffmpeg found (${problem}): videos play as they are uploaded.`);
  return env ?? {};
}

async function bringMongod() {
  const { binary, version, from } = await findMongod();
  let uri;
  const mongod = async () => {
    const running = await startMongod({ binary, dataDir: join(settings.dataDir, 'mongo') });
    uri = running.uri;
    return running;
  };
  await step(`Starting MongoDB ${version} from ${from}`, async () =>
    guards.push(await keepRunning('MongoDB', mongod, giveUp)),
  );
  return uri;
}

async function bringVite(apiUrl, env) {
  let url;
  const vite = async () => {
    const running = await startVite({ root, dataDir: settings.dataDir, apiUrl, env });
    url = running.url;
    return running;
  };
  await step('Starting Vite', async () => guards.push(await keepRunning('Vite', vite, giveUp)));
  return url;
}

function announce({ url, people, password, clock, setUp, fingerprint }) {
  say(`Quad is ready at ${url}`);
  if (fingerprint)
    console.log(
      `\n  The certificate is of its own making, so a browser asks before it trusts it. Compare its SHA-256:\n  ${fingerprint}`,
    );
  if (people.length > 0) {
    const rows = people.map(({ role, name, login }) => [role, name, login]);
    console.log(
      `\n${table([['Role', 'Person', 'Sign in as'], ...rows])}\n\n  Password of all of them: ${password}`,
    );
  }
  if (setUp)
    console.log(`\n  Set up your district at ${new URL('/set-up', url).href} with the code ${setUp}`);
  if (clock) console.log(`  Demo clock: ${clock}`);
  console.log('\n  Ctrl-C stops everything.\n');
}

/** Stops in order: the server first, so that it can finish its writes; then what it writes to. */
async function reapAll() {
  const { dataDir } = settings;
  const found = [await reapVite(dataDir), await reapServer(dataDir)];
  found.push(await reapMongod(join(dataDir, 'mongo')), await reapRedis(join(dataDir, 'redis')));
  return found.includes(true);
}

async function stop(message, code) {
  if (stopping) return;
  stopping = true;
  if (code === 0) say(message);
  else console.error(`\n${message}`);
  const halted = guards.map((guard) => guard.halt());
  await stopRunning();
  if (lock) {
    await reapAll();
    // A step that was under way may have started its process just after the first look.
    await Promise.all([starting, ...halted]);
    await reapAll();
    lock.release();
  }
  process.exit(code);
}
