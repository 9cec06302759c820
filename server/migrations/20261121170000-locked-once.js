/** Registers are locked once; the index that finds them has the field that says so. */
export async function up(db) {
  const registers = db.collection('registers');
  if (await registers.indexExists('districtId_1_status_1_lockAt_1'))
    await registers.dropIndex('districtId_1_status_1_lockAt_1');
}

export async function down() {
  // the older version makes its index by itself
}
