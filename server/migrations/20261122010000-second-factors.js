const collections = ['second_factors'];

export async function up(db) {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name));
  for (const name of collections) if (!present.has(name)) await db.createCollection(name);
}

export async function down() {
  throw new Error('Collections hold data by now; restore a backup instead.');
}
