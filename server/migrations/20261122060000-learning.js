const collections = [
  ...['courses', 'lesson_contents', 'course_enrolments', 'course_files'],
  ...['videos', 'transcodes', 'captions', 'viewings', 'viewing_clocks'],
  ...['questions', 'quiz_attempts', 'submissions', 'grades'],
  ...['certificates', 'posts'],
];

export async function up(db) {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name));
  for (const name of collections) if (!present.has(name)) await db.createCollection(name);
}

export async function down() {
  throw new Error('Collections hold data by now; restore a backup instead.');
}
