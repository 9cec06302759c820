import type { Risk } from './viewing.dto';

const day = 86_400_000;

/** From where on somebody is at risk. A list asks its database the same. */
export interface RiskLimits {
  /** last seen before that: they stay away; ms by the district's clock */
  awayBefore: number;
  /** less of the course done than that: they are behind; 0 while nobody can be */
  behindBelow: number;
  /** less than that share of the points: they score low */
  lowBelow: number;
}

/** Between the first and the last day of a course, as much should be done as of its days went by; a quarter less is behind. */
export function riskLimits(
  days: { startsOn: string | null; endsOn: string | null },
  today: string,
  now: number,
): RiskLimits {
  return { awayBefore: now - 7 * day, behindBelow: Math.max(0, expected(days, today) - 0.25), lowBelow: 0.5 };
}

function expected({ startsOn, endsOn }: { startsOn: string | null; endsOn: string | null }, today: string) {
  if (startsOn === null || endsOn === null || today < startsOn) return 0;
  if (today > endsOn) return 1;
  const whole = Date.parse(endsOn) - Date.parse(startsOn) + day;
  return (Date.parse(today) - Date.parse(startsOn)) / whole;
}

interface Standing {
  lastAt: number | null;
  share: number;
  score: number | null;
  completedAt: number | null;
}

/** Why somebody may not finish the course; whoever has finished is at no risk. */
export function risksOf({ lastAt, share, score, completedAt }: Standing, limits: RiskLimits): Risk[] {
  if (completedAt !== null) return [];
  const risks: Risk[] = [];
  if (lastAt === null) risks.push('notBegun');
  else if (lastAt < limits.awayBefore) risks.push('away');
  if (share < limits.behindBelow) risks.push('behind');
  if (score !== null && score < limits.lowBelow) risks.push('lowScore');
  return risks;
}
