import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const offered = resolve(import.meta.dirname, '../../../deploy/nginx');

/** The nginx on PATH, or undefined. */
export function findNginx(): string | undefined {
  const env = process.env as Record<string, string | undefined>; // eslint-disable-line no-restricted-properties -- where programs are on the machine of this test run
  const folders = (env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'nginx')).find(isExecutable);
}

/** An nginx in front of a server, with the very files that deploy/ offers. @param videos the folder it sends parts of videos from */
export async function startNginx(
  binary: string,
  upstream: string,
  videos: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'quad-nginx-'));
  const port = await freePort();
  const filled = (name: string): string =>
    readFileSync(join(offered, name), 'utf8')
      .replaceAll('${QUAD_UPSTREAMS}', `server ${new URL(upstream).host};`)
      .replaceAll('${QUAD_LISTEN}', `127.0.0.1:${port}`)
      .replaceAll('${QUAD_VIDEOS}', videos);
  mkdirSync(join(folder, 'conf.d'));
  writeFileSync(join(folder, 'conf.d', 'quad-videos.location'), filled('quad-videos.location.template'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const lines = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    ...['daemon off;', `pid ${join(folder, 'pid')};`, 'error_log stderr error;', 'events {}', 'http {'],
    ...['access_log off;', ...temporary.map((name) => `${name}_temp_path ${join(folder, name)};`)],
    ...[filled('quad.conf.template'), '}'],
  ];
  writeFileSync(join(folder, 'nginx.conf'), lines.join('\n'));
  const child = spawn(binary, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error('nginx ended before it listened');
    await new Promise((done) => setTimeout(done, 20));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
