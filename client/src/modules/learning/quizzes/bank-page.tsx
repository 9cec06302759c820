import '../words';

/** The questions of a course. */
export function BankPage() {
  return null;
}
