import { lessonsOf } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import { tell } from '../news/tell';
import type { PostRecord } from './post.model';
import type { Talk } from './talk-access';

interface Written {
  post: PostRecord;
  talk: Talk;
  mentions: readonly string[];
  /** whose thread it answers */
  answered: string | null;
  key: string;
}

/** News to whom a post names, and to whom it answers; nobody is told twice, or of what they wrote themselves. */
export async function tellOfPost(
  { post: { courseId, lessonId, personId: by }, talk: { course }, mentions, answered, key }: Written,
  session: ClientSession,
): Promise<void> {
  const lesson = lessonsOf(course.live ?? course.draft).find(({ id }) => id === lessonId)?.title ?? '';
  const about = { key, course, lesson, by, link: `/learning/${courseId}/${lessonId}#talk` };
  const named = mentions.filter((id) => id !== by);
  await tell({ ...about, kind: 'mentioned', to: named }, session);
  if (answered !== null && answered !== by && !named.includes(answered))
    await tell({ ...about, kind: 'answered', to: [answered] }, session);
}
