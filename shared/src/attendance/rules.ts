import { z } from 'zod';
import { clockTime, instantOf } from '../platform';

export const dayRules = ['lessons', 'sessions', 'minutes'] as const;

/** How a school reads its registers. */
export const attendanceRules = z.strictObject({
  /** minutes after a lesson's end (its beginning, where it has none) until only the office may change its register; null: never */
  lockAfterMinutes: z.int().min(5).max(525_600).nullable(),
  /** what the unmarked get when a register that somebody began is locked; null: they stay unmarked */
  autoCode: z.string().min(1).max(3).nullable(),
  /** minutes between an unexplained absence and the word to the guardian */
  graceMinutes: z.int().min(0).max(600),
  /** between these times on the school's wall nobody is told */
  quietFrom: clockTime,
  quietTo: clockTime,
  /** how lessons make a day: by their share, by the first of the morning and of the afternoon, or by minutes */
  dayRule: z.enum(dayRules),
});
export type AttendanceRules = z.infer<typeof attendanceRules>;

export const defaultRules: AttendanceRules = {
  lockAfterMinutes: 20_160,
  autoCode: null,
  graceMinutes: 10,
  quietFrom: '20:00',
  quietTo: '07:00',
  dayRule: 'lessons',
};

export function attendanceRulesOf(school: { rules?: AttendanceRules | null }): AttendanceRules {
  return school.rules ?? defaultRules;
}

/** When teachers may no longer change the register of this lesson (ms), by the wall of its school; null: never. */
export function lockAtOf(
  { lockAfterMinutes }: Pick<AttendanceRules, 'lockAfterMinutes'>,
  lesson: { date: string; starts: string; ends: string | null; timeZone: string },
): number | null {
  if (lockAfterMinutes === null) return null;
  return instantOf(lesson.date, lesson.ends ?? lesson.starts, lesson.timeZone) + lockAfterMinutes * 60_000;
}
