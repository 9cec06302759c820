/** Unique indexes that were too narrow: one guardianship a school, one membership a spell, one waiting report of the same days. */
const tooNarrow = {
  guardianships: 'guardianId_1_pupilId_1',
  memberships: 'districtId_1_schoolId_1_personId_1_role_1',
};

export async function up(db) {
  for (const [name, index] of Object.entries(tooNarrow)) {
    const collection = db.collection(name);
    if (await collection.indexExists(index)) await collection.dropIndex(index);
  }
  await keepFirstReports(db.collection('absences'));
}

/** Of the same days reported several times the first report goes on waiting. */
async function keepFirstReports(absences) {
  const same = { schoolId: '$schoolId', pupil: '$pupil', from: '$from', to: '$to' };
  const doubles = absences.aggregate([
    { $match: { state: 'pending' } },
    { $sort: { at: 1, _id: 1 } },
    { $group: { _id: same, ids: { $push: '$_id' } } },
    { $match: { 'ids.1': { $exists: true } } },
  ]);
  for await (const { ids } of doubles)
    await absences.updateMany({ _id: { $in: ids.slice(1) } }, { $set: { state: 'withdrawn' } });
}

export async function down() {
  throw new Error('There may be several spells of one role by now; restore a backup instead.');
}
