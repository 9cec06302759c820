const collections = ['code_sets', 'day_summaries', 'pupil_years', 'dirty_days', 'rollcalls'];

export async function up(db) {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name));
  for (const name of collections) if (!present.has(name)) await db.createCollection(name);
  // a category came that registers from before don't count
  await db
    .collection('registers')
    .updateMany({ 'counts.notRequired': { $exists: false } }, { $set: { 'counts.notRequired': 0 } });
}

export async function down() {
  throw new Error('Collections hold data by now; restore a backup instead.');
}
