/** Nobody moves up from here. */
const lastYear = 13;

/** “7B Mathematics” becomes “8B Mathematics”; null when there is no year after it. A name without a year stays as it is. */
export function nextYear(label: string): string | null {
  const [, year = '', rest = ''] = /^(\d{1,2})(.*)$/s.exec(label) ?? [];
  if (year === '') return label;
  return Number(year) >= lastYear ? null : `${Number(year) + 1}${rest}`;
}
