/** Signs of life are a process's own since; those who are here arrive again when their process restarts. */
export async function up(db) {
  const presence = db.collection('presence');
  await presence.deleteMany({ server: { $exists: false } });
  const old = (await presence.indexes()).map(({ name }) => name).filter((name) => name.includes('seenAt'));
  for (const name of old) await presence.dropIndex(name);
}

export async function down() {
  throw new Error('Who was here arrives again; there is nothing to go back to.');
}
