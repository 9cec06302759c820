import { learningNews, type learningNewsKinds } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import { inTransaction } from '../../../platform/database/transaction';
import { say } from '../../../platform/outbox/say';
import type { CourseRecord } from '../course.model';

export interface News {
  /** what makes it one of its kind */
  key: string;
  kind: (typeof learningNewsKinds)[number];
  course: Pick<CourseRecord, '_id' | 'districtId' | 'schoolId' | 'title'>;
  to: readonly string[];
  /** title of the lesson, or of the video */
  lesson?: string;
  by?: string;
  link: string;
}

const mostAtOnce = 500;

/** Says what people of a course are to be told, in the transaction that makes it so; the same key is told once. */
export async function tell(
  { key, kind, course, to, lesson, by, link }: News,
  session: ClientSession,
): Promise<void> {
  const { districtId, schoolId, title } = course;
  const place = { districtId, schoolId };
  const about = { kind, course: title, lesson: lesson ?? null, by: by ?? null, link };
  for (let from = 0; from < to.length; from += mostAtOnce) {
    const some = to.slice(from, from + mostAtOnce);
    await say(learningNews, `${kind}:${key}:${from}`, place, { ...about, to: some }, session);
  }
}

/** The same from an effect, which may run again. */
export function tellLater(news: News): Promise<void> {
  return inTransaction((session) => tell(news, session));
}
