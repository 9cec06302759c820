/** Change streams and unique indexes want their collections there before the first write. */
const collections = [
  'people',
  'memberships',
  'sessions',
  'districts',
  'schools',
  'terms',
  'calendar_days',
  'classes',
  'teachings',
  'enrolments',
  'lessons',
  'registers',
  'presence',
];

export async function up(db) {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name));
  for (const name of collections) if (!present.has(name)) await db.createCollection(name);
}

export async function down() {
  throw new Error('Collections hold data by now; restore a backup instead.');
}
