import { locksOf, lessonsOf } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import type { RawAnswer } from '../../../platform/http/binder';
import type { Platform } from '../../../platform/platform';
import { courseTag, learnerCourse, staffCourse, type Learning } from '../course-access';
import { LessonContentModel, type LessonContentRecord } from '../course.model';
import { CourseFileModel, type CourseFileRecord } from './file.model';

/**
 * A file of a course: one of a lesson for whoever makes the course or may open a lesson it stands in, one that was handed in for
 * its owner and the staff. Pictures are shown, everything else is only downloaded.
 * @throws Failure not_found, lesson_locked
 */
export async function readFile(ctx: Context, courseId: string, fileId: string): Promise<RawAnswer> {
  const file = await CourseFileModel.findOne(
    { _id: fileId, courseId, districtId: ctx.scope.districtId },
    { content: 0 },
  )
    .hint({ _id: 1 })
    .lean<CourseFileRecord>();
  if (file === null) throw new Failure('not_found');
  await (file.use.kind === 'submission' ? mayReadSubmitted(ctx, file) : mayReadShown(ctx, file));
  return async (req, res) => {
    const { name, type } = file;
    const ascii = name.replace(/[^\w.-]+/g, '-');
    const isPicture = type.startsWith('image/');
    res.set({
      'Content-Type': type,
      // asked for anew each time: who may read it can change, and the next person at this screen is another one
      'Cache-Control': 'private, no-cache',
      ETag: `"${file._id}"`,
      // whatever is in it, a browser that opens it all the same runs nothing of it
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    const found = await CourseFileModel.findById(fileId, { content: 1 }).lean<CourseFileRecord>();
    if (found === null) throw new Failure('not_found');
    res.end(bytesOf(found));
  };
}

async function mayReadSubmitted(ctx: Context, { courseId, use }: CourseFileRecord): Promise<void> {
  if (use.kind === 'submission' && use.personId === ctx.actor.personId) {
    // also when the course is over for them: it is theirs
    return;
  }
  await staffCourse(ctx, courseId, 'course:read').catch(() => {
    throw new Failure('not_found');
  });
}

async function mayReadShown(ctx: Context, { _id, courseId }: CourseFileRecord): Promise<void> {
  const learning = await learnerCourse(ctx, courseId);
  if (learning.enrolment === null) return;
  const shown = (await shownFiles(courseId, ctx.platform))[_id];
  // in no lesson: in a question or a text that other parts keep and open themselves
  if (shown === undefined || shown.some((lessonId) => isOpen(ctx, learning, lessonId))) return;
  throw new Failure('lesson_locked');
}

function isOpen(ctx: Context, { modules, facts, isOpen: runs }: Learning, lessonId: string): boolean {
  const lesson = lessonsOf(modules).find(({ id }) => id === lessonId);
  return runs && lesson !== undefined && locksOf(lesson, modules, facts, ctx.now()).length === 0;
}

/** In which lessons each file stands, as learners see them. */
function shownFiles(courseId: string, { cache }: Platform): Promise<Record<string, string[]>> {
  return cache.read(`shown files:${courseId}`, [courseTag(courseId)], async () => {
    const contents = await LessonContentModel.find({ courseId }, { 'live.html': 1 })
      .limit(2_000)
      .lean<LessonContentRecord[]>();
    const shown: Record<string, string[]> = {};
    for (const { _id, live } of contents)
      for (const [, fileId = ''] of (live?.html ?? '').matchAll(/\/files\/([0-9a-f]{24})/g))
        (shown[fileId] ??= []).push(_id);
    return shown;
  });
}

/** What a lean read gives of a file. */
export function bytesOf({ content }: Pick<CourseFileRecord, 'content'>): Buffer {
  return Buffer.isBuffer(content) ? content : Buffer.from(content.buffer);
}
