import { say } from '../../deploy/local/say.mjs';
import type { Api } from '../support/api';
import { bounded } from '../support/bounded';
import { classSizes, teacherLogin } from '../support/generated-school';
import type { SchoolDay } from './attendance-row';
import type { City } from './data-folder';
import type { CityOptions } from './options';
import { drawAbsent, presentAt } from './share';
import { takeRegister, type Lesson } from './take-register';
import type { Tally } from './tally';

const progressEveryMs = 2_000;

/** Signs in a teacher for each class of each school that submitted, and draws who is absent there. */
export async function signInTeachers(
  api: Api,
  city: City,
  schools: readonly SchoolDay[],
  options: CityOptions,
  tally: Tally,
): Promise<Lesson[]> {
  const { pupils, concurrency } = options;
  const lessons: Lesson[] = [];
  const classes = schools.flatMap(({ code, date, percent }) => {
    if (percent === null) return [];
    const absent = drawAbsent(pupils, pupils - presentAt(pupils, percent), `${code}|${date}`);
    return classSizes(pupils).map((size, index) => ({
      schoolCode: code,
      number: index + 1,
      size,
      date,
      absent,
    }));
  });
  say(`Signing in ${classes.length} teachers.`);
  await bounded(classes, concurrency, (lesson) => {
    const login = teacherLogin(lesson.schoolCode, lesson.number);
    return tally.attempt(`${login} could not sign in`, async () => {
      const { session, me } = await api.signIn(login, city.passwordOf(login));
      const taught = me.teaches.find(
        (spell) => spell.from <= lesson.date && (spell.to === null || lesson.date <= spell.to),
      );
      if (taught === undefined) throw new Error(`teaches no class on ${lesson.date}`);
      lessons.push({
        ...lesson,
        session,
        personId: me.personId,
        classId: taught.classId,
        schoolId: taught.schoolId,
      });
    });
  });
  return lessons;
}

/** Takes every register, so many at once. @returns seconds */
export async function takeRegisters(
  api: Api,
  lessons: readonly Lesson[],
  options: CityOptions,
  tally: Tally,
): Promise<number> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1_000;
  const tell = (): void =>
    say(
      `registers ${tally.registers} of ${lessons.length}, marks ${tally.marks}, ${Math.round(tally.marks / seconds())} marks/s`,
    );
  const progress = setInterval(tell, progressEveryMs);
  try {
    await bounded(lessons, options.concurrency, (lesson) =>
      tally.attempt(
        `The register of class ${lesson.number} in ${lesson.schoolCode} was not taken`,
        async () => {
          tally.taken(await takeRegister(api, lesson));
        },
      ),
    );
  } finally {
    clearInterval(progress);
  }
  return seconds();
}
