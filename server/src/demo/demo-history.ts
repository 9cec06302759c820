import { randomUUID } from 'node:crypto';
import { attendanceRulesOf, lockAtOf, type Action } from '@quad/shared/attendance';
import { addDays, instantOf, weekdayOf } from '@quad/shared/platform';
import { bornRegister, ensureRegisters, takenRegister, type RegisterRecord } from '../modules/attendance';
import { lessonsOn, loadTimetable, rollOn, teachersOn, type Timetable } from '../modules/schools';
import type { Platform } from '../platform/platform';
import { demoStart } from './demo-schools';
import { seeded } from './random';

type Code = 'P' | 'L' | 'A' | 'E';

/** Taken by hand the way a teacher takes it: marked at the bell, closed some minutes later. Goes through the product's own writer. */
export async function writeHistory(schoolId: string, seed: number, platform: Platform): Promise<number> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return 0;
  const random = seeded(seed);
  const pupils = new Map<string, Habit>();
  let registers = 0;
  for (
    let date = timetable.terms[0]?.from ?? demoStart.date;
    date <= demoStart.date;
    date = addDays(date, 1)
  ) {
    const lessons = lessonsOn(timetable, date).filter((lesson) => isTaken(date, lesson));
    const codes = new Map<string, Code>();
    const taken: RegisterRecord[] = [];
    for (const lesson of lessons) {
      const roll = await rollOn(lesson.classId, date, platform);
      for (const pupil of roll)
        if (!codes.has(pupil)) codes.set(pupil, dayOf(habitOf(pupils, pupil, random), date, random));
      taken.push(
        await take(
          timetable,
          { ...lesson, date },
          roll,
          (pupil) => codeFor(codes.get(pupil) ?? 'P', lesson.period, random),
          platform,
        ),
      );
    }
    await ensureRegisters(taken);
    registers += taken.length;
  }
  return registers;
}

/** Today only registration is over; and one register of yesterday was forgotten, as happens. */
function isTaken(date: string, { period }: { period: string }): boolean {
  const forgotten = date === addDays(demoStart.date, -1) && period === '5';
  return date === demoStart.date ? period === 'reg' : !forgotten;
}

interface Habit {
  /** share of days at school when nothing special is the matter */
  reliability: number;
  /** share of days late for the first bell */
  lateness: number;
  /** days of an illness still to come */
  ill: number;
}

function habitOf(known: Map<string, Habit>, pupil: string, random: () => number): Habit {
  const draw = random();
  const reliability = draw < 0.06 ? 0.8 : draw < 0.2 ? 0.93 : 0.985;
  const habit = known.get(pupil) ?? { reliability, lateness: random() ** 4 * 0.25, ill: 0 };
  known.set(pupil, habit);
  return habit;
}

function dayOf(habit: Habit, date: string, random: () => number): Code {
  if (habit.ill > 0) {
    habit.ill -= 1;
    return 'E';
  }
  const endOfWeek = weekdayOf(date) === 1 || weekdayOf(date) === 5 ? 0.012 : 0;
  const winter = date >= '2025-11-15' && date <= '2026-02-15' ? 0.01 : 0;
  if (random() < winter + 0.004) {
    habit.ill = 1 + Math.floor(random() * 4);
    return 'E';
  }
  if (random() > habit.reliability - endOfWeek) return random() < 0.55 ? 'E' : 'A';
  return random() < habit.lateness ? 'L' : 'P';
}

/** Who is late is late for the first bell only; now and then somebody present at registration misses a lesson. */
function codeFor(day: Code, period: string, random: () => number): Code {
  if (day === 'L') return period === 'reg' ? 'L' : 'P';
  if (day === 'P' && period !== 'reg' && random() < 0.002) return 'A';
  return day;
}

type Lesson = ReturnType<typeof lessonsOn>[number] & { date: string };

async function take(
  timetable: Timetable,
  lesson: Lesson,
  roll: readonly string[],
  codeOf: (pupil: string) => Code,
  platform: Platform,
): Promise<RegisterRecord> {
  const { districtId, _id: schoolId, codeSet, timeZone } = timetable.school;
  const bell = instantOf(lesson.date, lesson.starts, timeZone);
  const lockAt = lockAtOf(attendanceRulesOf(timetable.school), { ...lesson, timeZone });
  const born = bornRegister(
    { ...lesson, districtId, schoolId, codeSet, lockAt },
    roll,
    bell - 12 * 3_600_000,
  );
  const [teacher] = await teachersOn(lesson.classId, lesson.date, platform);
  const base = { seen: { epoch: born.epoch, seq: 0 }, at: bell + 120_000 };
  const changes = roll.map((pupil) => change(pupil, codeOf(pupil)));
  const actions: Action[] = [
    { ...base, mid: randomUUID(), n: 1, kind: 'mark', changes },
    { ...base, mid: randomUUID(), n: 2, kind: 'close', at: bell + 480_000 },
  ];
  return takenRegister(born, {
    submission: { clientId: randomUUID(), actions },
    personId: teacher ?? '',
    roleFor: () => 'teacher',
    now: () => bell + 130_000,
  });
}

function change(pupil: string, code: Code): { pupil: string; code: Code; minutes?: number } {
  return code === 'L' ? { pupil, code, minutes: 3 + (pupil.charCodeAt(23) % 14) } : { pupil, code };
}
