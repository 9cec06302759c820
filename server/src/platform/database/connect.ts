import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { config as migrations, up } from 'migrate-mongo';
import type { Log } from '../observability/log';

mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

/** Every write is majority-durable and every read majority-committed: what a person was told is never rolled back. */
export async function connect(uri: string): Promise<void> {
  await mongoose.connect(uri, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    serverSelectionTimeoutMS: 5_000,
    // bounds the heartbeat: a server that hangs is found out within 5 s, and whoever waits for it is told
    connectTimeoutMS: 3_000,
    heartbeatFrequencyMS: 2_000,
    maxPoolSize: 100,
    retryWrites: true,
  });
}

/** Migrations first (what indexes cannot say), then every model's indexes; both do nothing the second time. */
export async function migrate(
  models: readonly { createIndexes(): Promise<unknown> }[],
  log: Log,
): Promise<void> {
  migrations.set({
    migrationsDir: fileURLToPath(new URL(migrationsFrom(), import.meta.url)),
    changelogCollectionName: 'migrations',
    migrationFileExtension: '.js',
    useFileHash: false,
    moduleSystem: 'esm',
  });
  const client = mongoose.connection.getClient();
  const applied = await up(client.db(mongoose.connection.name), client);
  if (applied.length > 0) log.info({ applied }, 'migrated');
  await Promise.all(models.map((model) => model.createIndexes()));
}

function migrationsFrom(): string {
  return import.meta.url.endsWith('.ts') ? '../../../migrations' : '../migrations';
}

export function newId(): string {
  return new mongoose.Types.ObjectId().toHexString();
}
