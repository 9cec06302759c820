import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aptInstall, canUseApt, onPath } from '../../deploy/local/programs.mjs';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { Managed } from './managed';

const template = join(import.meta.dirname, '../../deploy/nginx/quad.conf.template');

/** nginx with the very configuration that deploy/ offers, in front of servers on these ports. */
export async function nginxFor(ports: readonly number[], port: number, folder: string): Promise<Managed> {
  const binary = await findNginx();
  const mine = join(folder, 'nginx');
  mkdirSync(mine, { recursive: true });
  const upstreams = ports
    .map((each) => `server 127.0.0.1:${each} max_fails=10 fail_timeout=1s;`)
    .join('\n    ');
  const site = readFileSync(template, 'utf8')
    .replace('${QUAD_UPSTREAMS}', upstreams)
    .replace('${QUAD_LISTEN}', `127.0.0.1:${port}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(mine, name)};`,
  );
  const lines = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 1;',
    `pid ${join(mine, 'master.id')};`,
    'error_log stderr warn;',
    'events { worker_connections 4096; }',
    'http {',
    'access_log off;',
    ...temporary,
    site,
    '}',
  ];
  const conf = join(mine, 'nginx.conf');
  writeFileSync(conf, lines.join('\n'));
  const command = { command: binary, args: ['-c', conf, '-p', mine] };
  return new Managed(
    'nginx',
    mine,
    () => command,
    () => listens(port),
  );
}

async function findNginx(): Promise<string> {
  const there = (): string | undefined => onPath('nginx');
  if (there() === undefined && canUseApt()) await aptInstall('nginx-light');
  const found = there();
  if (found === undefined)
    throw new Refusal('The torture wants nginx on PATH: install it, or run `npm run torture -- --short`.');
  return found;
}

/** Until something listens there. */
export async function listens(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.once('error', () => done(false)).once('connect', () => socket.destroy());
    });
    if (open === true) return;
    await sleep(20);
  }
}
