import { brokenRules, lessonsOf, type Lesson, type Structure } from '@quad/shared/learning';

/**
 * One change somebody made, so that it can be made again in the structure as somebody else has left it meanwhile.
 * @returns null where what it is about is gone
 */
export type Edit = (modules: Structure) => Structure | null;

/** Modules and lessons in one row, as they stand below each other. */
export function flat(modules: Structure): string[] {
  return modules.flatMap(({ id, lessons }) => [id, ...lessons.map((lesson) => lesson.id)]);
}

/** Puts a lesson, or a module with all in it, where another one stands, which makes room towards where it came from. */
export function placed(id: string, over: string): Edit {
  return (modules) => {
    if (id === over) return modules;
    const isModule = modules.some((module) => module.id === id);
    return isModule ? moduleAt(modules, id, over) : lessonAt(modules, id, over);
  };
}

function moduleAt(modules: Structure, id: string, over: string): Structure | null {
  const from = modules.findIndex((module) => module.id === id);
  const to = modules.findIndex(
    (module) => module.id === over || module.lessons.some((lesson) => lesson.id === over),
  );
  return from < 0 || to < 0 ? null : moved(modules, from, to);
}

function lessonAt(modules: Structure, id: string, over: string): Structure | null {
  const row = flat(modules);
  const [from, to] = [row.indexOf(id), row.indexOf(over)];
  if (from < 0 || to < 0) return null;
  const lessons = new Map(lessonsOf(modules).map((lesson) => [lesson.id, lesson]));
  const heads = new Map(modules.map((module) => [module.id, { ...module, lessons: [] as Lesson[] }]));
  // above the first module there is nowhere to be: then it is the first in it
  let into = modules[0]?.id ?? '';
  for (const each of moved(row, from, to)) {
    const lesson = lessons.get(each);
    if (lesson === undefined) into = each;
    else heads.get(into)?.lessons.push(lesson);
  }
  return [...heads.values()];
}

function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const rest = all.filter((_, index) => index !== from);
  rest.splice(to, 0, ...all.slice(from, from + 1));
  return rest;
}

/** Where one step up or down leads; null at either end. */
export function neighbour(modules: Structure, id: string, step: -1 | 1): string | null {
  const at = modules.findIndex((module) => module.id === id);
  if (at >= 0) return modules[at + step]?.id ?? null;
  const row = flat(modules);
  const to = row.indexOf(id) + step;
  // the head of the first module is as far as it goes
  return to < 1 ? null : (row[to] ?? null);
}

export function renamedModule(id: string, title: string): Edit {
  return (modules) =>
    modules.some((module) => module.id === id)
      ? modules.map((module) => (module.id === id ? { ...module, title } : module))
      : null;
}

export function changedLesson(
  id: string,
  change: Partial<Pick<Lesson, 'title' | 'required' | 'release'>>,
): Edit {
  return (modules) =>
    lessonsOf(modules).some((lesson) => lesson.id === id)
      ? modules.map((module) => ({
          ...module,
          lessons: module.lessons.map((lesson) => (lesson.id === id ? { ...lesson, ...change } : lesson)),
        }))
      : null;
}

/** Rules of others that wait for it go with it. */
export function removed(id: string): Edit {
  return (modules) => {
    const gone = new Set([
      id,
      ...(modules.find((module) => module.id === id)?.lessons.map((lesson) => lesson.id) ?? []),
    ]);
    return modules
      .filter((module) => module.id !== id)
      .map((module) => ({
        ...module,
        lessons: module.lessons
          .filter((lesson) => !gone.has(lesson.id))
          .map((lesson) => ({
            ...lesson,
            release: lesson.release.filter((rule) => !('lessonId' in rule && gone.has(rule.lessonId))),
          })),
      }));
  };
}

/** The way back from `removed`, as things stood before: at its place, with the rules that went with it. */
export function putBack(id: string, before: Structure): Edit {
  return (modules) => {
    const at = before.findIndex((module) => module.id === id);
    const whole = at < 0 ? undefined : before[at];
    const returned = whole === undefined ? lessonBack(id, before, modules) : inserted(modules, at, whole);
    return returned === null ? null : withRules(returned, before);
  };
}

function lessonBack(id: string, before: Structure, modules: Structure): Structure | null {
  const home = before.find(({ lessons }) => lessons.some((lesson) => lesson.id === id));
  const at = home?.lessons.findIndex((lesson) => lesson.id === id) ?? -1;
  const lesson = home?.lessons[at];
  if (lesson === undefined || !modules.some((module) => module.id === home?.id)) return null;
  return modules.map((module) =>
    module.id === home?.id ? { ...module, lessons: inserted(module.lessons, at, lesson) } : module,
  );
}

function inserted<T>(all: readonly T[], at: number, one: T): T[] {
  return [...all.slice(0, at), one, ...all.slice(at)];
}

function withRules(modules: Structure, before: Structure): Structure {
  const rules = new Map(lessonsOf(before).map(({ id, release }) => [id, release]));
  const there = new Set(lessonsOf(modules).map(({ id }) => id));
  return modules.map((module) => ({
    ...module,
    lessons: module.lessons.map((lesson) => {
      const lost = (rules.get(lesson.id) ?? []).filter(
        (rule) => 'lessonId' in rule && there.has(rule.lessonId) && !lesson.release.includes(rule),
      );
      const known = new Set(lesson.release.map((rule) => JSON.stringify(rule)));
      const back = lost.filter((rule) => !known.has(JSON.stringify(rule)));
      return back.length === 0 ? lesson : { ...lesson, release: [...lesson.release, ...back] };
    }),
  }));
}

/** The first lesson that would wait for one that comes no earlier, and for which; null when every rule can be met. */
export function unmeetable(modules: Structure): { lesson: string; waitsFor: string } | null {
  const [broken] = brokenRules(modules);
  if (broken === undefined) return null;
  const all = lessonsOf(modules);
  const lesson = all.find(({ id }) => id === broken.lessonId);
  const rule = lesson?.release[broken.rule];
  const other = rule !== undefined && 'lessonId' in rule ? all.find(({ id }) => id === rule.lessonId) : null;
  return { lesson: lesson?.title ?? '', waitsFor: other?.title ?? '' };
}
