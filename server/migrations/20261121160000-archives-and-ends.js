/** What can be archived, removed or ended says so by a field that is always there; a class's code is unique among those that go on. */
export async function up(db) {
  await db
    .collection('schools')
    .updateMany({ archivedAt: { $exists: false } }, { $set: { archivedAt: null } });
  await db.collection('terms').updateMany({ removedAt: { $exists: false } }, { $set: { removedAt: null } });
  const classes = db.collection('classes');
  await classes.updateMany({ to: { $exists: false } }, { $set: { to: null } });
  if (await classes.indexExists('schoolId_1_code_1')) await classes.dropIndex('schoolId_1_code_1');
}

export async function down() {
  throw new Error('Codes may be in use twice by now; restore a backup instead.');
}
