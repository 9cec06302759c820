import { lessonsOf, type CourseDetail, type LessonBody, type Structure } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { refuseArchived, timetableOf } from '../../schools';
import {
  CourseModel,
  LessonContentModel,
  type CourseRecord,
  type LessonContentRecord,
} from '../course.model';
import { copyFiles } from '../files/copy-files';
import { copyQuestions } from '../quizzes/copy-questions';
import { copyVideos } from '../video/copy-videos';
import { beginning } from './create-course';
import { presentCourse } from './present-course';
import { courseToChange } from './write-course';

/**
 * A draft with the same modules, lessons, files and questions under ids of its own, without learners, dates and grades.
 * Videos are not copied: the lessons of both show the same ones.
 * @throws Failure not_found, not_allowed, no_room, school_archived
 */
export async function copyCourse(ctx: Context, courseId: string, title: string): Promise<CourseDetail> {
  const from = await courseToChange(ctx, courseId);
  const { districtId, schoolId, draft, summary, subject, certificate, discussion } = from;
  refuseArchived(await timetableOf(ctx, schoolId));
  const contents = await LessonContentModel.find(
    { _id: { $in: lessonsOf(draft).map(({ id }) => id) }, courseId },
    { draft: 1 },
  )
    .hint({ _id: 1 })
    .lean<LessonContentRecord[]>();
  const ids = new Map(contents.map(({ _id }) => [_id, newId()]));
  const copy: CourseRecord = {
    ...beginning(ctx),
    ...{ _id: newId(), districtId, schoolId, title, summary, subject, certificate, discussion },
    draft: withIds(draft, ids),
  };
  const place = { districtId, schoolId, courseId: copy._id };
  const withFiles = await copyFiles(
    ctx,
    courseId,
    copy,
    contents.map(({ draft: { html } }) => html),
  );
  const videoIds = contents.flatMap(({ draft: body }) => (body.kind === 'video' ? (body.videoId ?? []) : []));
  await inTransaction(async (session) => {
    const videos = await copyVideos({ schoolId }, videoIds, session);
    const questions = await copyQuestions(courseId, place, ctx.actor.personId, session);
    const bodyOf = (body: LessonBody): LessonBody => {
      const own = { ...body, html: withFiles(body.html) };
      if (own.kind === 'video') return { ...own, videoId: videos.get(own.videoId ?? '') ?? null };
      if (own.kind !== 'quiz') return own;
      return { ...own, questionIds: own.questionIds.flatMap((id) => questions.get(id) ?? []) };
    };
    await LessonContentModel.insertMany(
      contents.map(({ _id, draft: body }) => ({
        ...{ _id: ids.get(_id), ...place, draft: bodyOf(body), live: null, version: 0 },
        ...{ savedAt: ctx.now(), savedBy: ctx.actor.personId, liveAt: null },
      })),
      { session },
    );
    await CourseModel.create([copy], { session });
  });
  return presentCourse(ctx, copy);
}

/** The same structure under new ids, also where one lesson waits for another. */
function withIds(modules: Structure, ids: ReadonlyMap<string, string>): Structure {
  const idOf = (id: string): string => ids.get(id) ?? id;
  return modules.map((module) => ({
    ...{ ...module, id: newId() },
    lessons: module.lessons.map((lesson) => ({
      ...{ ...lesson, id: idOf(lesson.id) },
      release: lesson.release.map((rule) =>
        'lessonId' in rule ? { ...rule, lessonId: idOf(rule.lessonId) } : rule,
      ),
    })),
  }));
}
