import '../words';

/** How far a child has come in all courses, for the family and the office. */
export function ChildLearning(_: { pupilId: string; schoolId: string }) {
  return null;
}
