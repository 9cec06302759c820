import { codeLabel, codesOf, letterFor, type Category, type CodeSetId } from '@quad/shared/attendance';

/** What other systems call a category. */
const words: Record<string, Category> = {
  present: 'present',
  attended: 'present',
  late: 'late',
  tardy: 'late',
  absent: 'absent',
  unexcused: 'absent',
  unauthorised: 'absent',
  unauthorized: 'absent',
  excused: 'excused',
  authorised: 'excused',
  authorized: 'excused',
  early: 'early',
  leftearly: 'early',
  elsewhere: 'elsewhere',
  notrequired: 'notRequired',
};

/** The set's letter for what a file says: a letter, the code's name, or a usual word; null for none of them. */
export function letterNamed(set: CodeSetId, given: string, starts: string): string | null {
  const codes = codesOf(set).map(({ letter }) => letter);
  const like = (text: string): boolean => folded(text) === folded(given);
  const exact = codes.find((letter) => letter === given);
  const alike = codes.filter((letter) => letter.toLowerCase() === given.toLowerCase());
  const category = words[folded(given)];
  return (
    exact ??
    (alike.length === 1 ? alike[0] : undefined) ??
    codes.find((letter) => folded(given) !== '' && like(codeLabel(set, letter))) ??
    (category === undefined ? undefined : letterFor(set, category, starts)) ??
    null
  );
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
