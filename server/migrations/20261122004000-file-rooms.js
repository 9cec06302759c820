/** What schools have in files already, so that their room is counted from the first. */
export async function up(db) {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name));
  if (!present.has('file_rooms')) await db.createCollection('file_rooms');
  if (!present.has('absences')) return;
  const used = db.collection('absences').aggregate([
    { $match: { 'file.bytes': { $gt: 0 } } },
    {
      $group: { _id: '$schoolId', districtId: { $first: '$districtId' }, bytes: { $sum: '$file.bytes' } },
    },
  ]);
  for await (const { _id, districtId, bytes } of used)
    await db
      .collection('file_rooms')
      .updateOne({ _id }, { $set: { districtId, schoolId: _id, bytes } }, { upsert: true });
}

export async function down() {
  throw new Error('Collections hold data by now; restore a backup instead.');
}
