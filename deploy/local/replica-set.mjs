import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 60_000;
const notYetInitialized = 94;

/**
 * Makes the mongod on this port the only member of its replica set, whatever its configuration says, and waits until it takes writes.
 * @param {{port: number, replSet: string, signal: AbortSignal}} options the signal says that mongod has ended
 */
export async function ensurePrimary({ port, replSet, signal }) {
  // Asked by a plain socket, because the driver's client is closed for good after one failed attempt.
  await until('mongod listens', signal, () => accepts(port));
  const { MongoClient } = driver();
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const admin = client.db('admin');
    await until('mongod is primary', signal, () => isPrimaryOf(admin, `127.0.0.1:${port}`, replSet));
  } finally {
    await client.close();
  }
}

/** Resolved from the server's package, whose dependency it is; that is why the packages are installed before. */
function driver() {
  return createRequire(join(import.meta.dirname, '..', '..', 'server', 'package.json'))('mongodb');
}

function accepts(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

async function isPrimaryOf(admin, host, replSet) {
  try {
    await configure(admin, host, replSet);
    return (await admin.command({ hello: 1 })).isWritablePrimary;
  } catch (error) {
    // mongod closes every connection when its state in the set changes, this one too; the next attempt sees the new state.
    if (error.name === 'MongoNetworkError') return false;
    throw error;
  }
}

async function configure(admin, host, replSet) {
  const config = await currentConfig(admin);
  if (!config) {
    await admin.command({ replSetInitiate: { _id: replSet, members: [{ _id: 0, host }] } });
    return;
  }
  if (config.members.length === 1 && config.members[0].host === host) return;
  // Forced, because after a change of port no member of the old configuration can be reached to agree.
  const members = [{ ...config.members[0], host }];
  await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
}

async function currentConfig(admin) {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error.code === notYetInitialized) return undefined;
    throw error;
  }
}

async function until(what, signal, isSo) {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    signal.throwIfAborted();
    if (await isSo()) return;
  }
  throw new Error(`After ${patienceMs / 1000} s still waiting until ${what}.`);
}
