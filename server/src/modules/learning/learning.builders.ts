import {
  emptyBodies,
  lessonsOf,
  type LessonBody,
  type LessonKind,
  type Structure,
} from '@quad/shared/learning';
import { newId } from '../../platform/database/connect';
import type { ASchool } from '../schools/schools.builders';
import { PersonModel } from '../identity/person.model';
import { enrolmentId } from './course-access';
import { CourseEnrolmentModel, CourseModel, LessonContentModel } from './course.model';

/** A published course of `teacher`, of one module with a lesson of each kind, that every pupil of the school has. */
export interface ACourse {
  courseId: string;
  moduleId: string;
  lessons: Record<LessonKind, string>;
}

export const usualBodies: Record<LessonKind, LessonBody> = {
  ...emptyBodies,
  text: { kind: 'text', html: '<p>Read this.</p>' },
  link: { kind: 'link', url: 'https://example.org/', html: '' },
};

interface Fields {
  /** the bodies of lessons, where the usual ones won't do */
  bodies?: Partial<Record<LessonKind, LessonBody>>;
  /** changes the structure before it is published */
  arrange?: (modules: Structure) => Structure;
  /** who learns; every pupil unless said */
  personIds?: readonly string[];
}

const at = Date.parse('2026-03-02T08:00:00Z');

/** Written straight into the collections: making courses over HTTP is tested beside its use cases. */
export async function aCourse(
  school: Pick<ASchool, 'districtId' | 'schoolId' | 'pupils' | 'teacher'>,
  { bodies = {}, arrange = (modules) => modules, personIds = school.pupils }: Fields = {},
): Promise<ACourse> {
  const { districtId, schoolId } = school;
  const teacher = await PersonModel.findOne({ login: school.teacher }).lean();
  const [courseId, moduleId, teacherId] = [newId(), newId(), teacher?._id ?? ''];
  const kinds = Object.keys(usualBodies) as LessonKind[];
  const lessons = Object.fromEntries(kinds.map((kind) => [kind, newId()])) as Record<LessonKind, string>;
  const modules = arrange([
    {
      ...{ id: moduleId, title: 'One' },
      lessons: kinds.map((kind) => ({
        ...{ id: lessons[kind], kind, title: `A ${kind}`, required: true, release: [] },
      })),
    },
  ]);
  const owned = { districtId, schoolId, courseId };
  await LessonContentModel.create(
    lessonsOf(modules).map(({ id, kind }) => {
      const body = bodies[kind] ?? usualBodies[kind];
      return {
        ...owned,
        _id: id,
        draft: body,
        live: body,
        version: 1,
        savedAt: at,
        savedBy: teacherId,
        liveAt: at,
      };
    }),
  );
  await CourseModel.create({
    ...{ _id: courseId, districtId, schoolId, title: 'Fractions', summary: '', subject: 'Mathematics' },
    ...{ state: 'published', teacherIds: [teacherId], startsOn: null, endsOn: null },
    ...{ certificate: true, discussion: true, draft: modules, live: modules, version: 1, changed: false },
    ...{
      publishedAt: at,
      editions: 1,
      changedBy: teacherId,
      classIds: [],
      grading: {},
      createdBy: teacherId,
      createdAt: at,
      updatedAt: at,
    },
  });
  await enrolIn(owned, personIds);
  return { courseId, moduleId, lessons };
}

export async function enrolIn(
  course: { districtId: string; schoolId: string; courseId: string },
  personIds: readonly string[],
): Promise<void> {
  await CourseEnrolmentModel.create(
    personIds.map((personId, n) => ({
      ...{ ...course, _id: enrolmentId(course.courseId, personId), personId, name: `Test, Pupil${n}` },
      ...{ by: ['person'], active: true, enrolledAt: at, endedAt: null, done: {}, scores: {}, watched: {} },
      ...{
        doneCount: 0,
        share: 0,
        score: null,
        grade: null,
        seconds: 0,
        countedFor: 1,
        lastLessonId: null,
        lastAt: null,
        completedAt: null,
      },
    })),
  );
}
