import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/checks.mjs';
import { onPath } from '../../deploy/local/programs.mjs';
import { Managed } from '../torture/managed';
import { listens } from '../torture/nginx';

/** A server that sends the same ranges of the same file to anybody. */
export interface Floor {
  url: string;
  stop(): Promise<void>;
}

/** nginx with nothing but the folder; null where there is none. */
export async function nginxOn(folder: string): Promise<Floor | null> {
  const binary = onPath('nginx');
  if (binary === undefined) return null;
  const [mine, port] = [join(folder, 'nginx'), await freePort()];
  mkdirSync(mine, { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(mine, name)};`,
  );
  const conf = join(mine, 'nginx.conf');
  const site = `server { listen 127.0.0.1:${port}; root ${folder}; keepalive_requests 100000; }`;
  const http = ['http {', 'access_log off; sendfile on;', ...temporary, site, '}'];
  const lines = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    ...['daemon off;', 'worker_processes 1;', `pid ${join(mine, 'master.id')};`, 'error_log stderr error;'],
    ...['events { worker_connections 8192; }', ...http],
  ];
  writeFileSync(conf, lines.join('\n'));
  const command = { command: binary, args: ['-c', conf, '-p', mine] };
  const nginx = new Managed(
    'nginx',
    mine,
    () => command,
    () => listens(port),
  );
  await nginx.start();
  return { url: `http://127.0.0.1:${port}/`, stop: () => nginx.kill() };
}

/** `node:http` and a read stream, in a process of its own. */
export async function bareNode(folder: string): Promise<Floor> {
  const child: ChildProcess = fork(new URL(import.meta.url), [folder], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

if (process.send !== undefined && process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? '';
  process.once('disconnect', () => process.exit());
  const server = createServer((req, res) => {
    const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? [];
    const [start, end] = [Number(from), Number(to)];
    res.writeHead(206, { 'content-length': end - start + 1, 'content-type': 'video/mp4' });
    createReadStream(join(folder, '240-1.mp4'), { start, end }).pipe(res);
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
