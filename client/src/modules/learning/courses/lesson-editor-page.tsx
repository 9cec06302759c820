import { Button, TextInput } from '@mantine/core';
import { lessonsOf, type CourseDetail, type Lesson } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../../platform/session';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonPage, SkeletonRows } from '../../../platform/ui/skeletons';
import admin from '../../schools/ui/admin.module.css';
import { useToast, type Sayer } from '../../schools/ui/use-toast';
import type { Autosave } from './autosave';
import { AutosaveChip } from './autosave-chip';
import { useCourse } from './courses.queries';
import { DraftConflict } from './draft-conflict';
import { LessonBodyEditor } from './lesson-body-editor';
import { changedLesson } from './structure-edits';
import { useAutosave, useAutosaved } from './use-autosave';
import { useSoleEditor } from './use-sole-editor';
import { useStructure } from './use-structure';
import { WhatCameBack } from './what-came-back';
import '../words';

/** One lesson being written. */
export function LessonEditorPage() {
  const { courseId = '', lessonId = '' } = useParams();
  const { t } = useTranslation();
  const course = useCourse(courseId);
  if (course.data === undefined) {
    if (course.isError)
      return <ErrorNotice level={1} error={course.error} retry={() => void course.refetch()} />;
    return <SkeletonPage heights={[72, 320]} />;
  }
  const lesson = lessonsOf(course.data.draft).find(({ id }) => id === lessonId);
  if (lesson !== undefined) return <LessonPage key={lessonId} course={course.data} lesson={lesson} />;
  return (
    <Notice
      level={1}
      title={t('learning.courses.lessonGone')}
      action={
        <Button component={Link} to={`/courses/${courseId}`}>
          {t('learning.courses.toCourse')}
        </Button>
      }
    />
  );
}

function LessonPage({ course, lesson }: { course: CourseDetail; lesson: Lesson }) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const sole = useSoleEditor(personId, lesson.id);
  const sayer = useToast();
  const mayEdit = course.mayEdit && course.state !== 'archived';
  if (sole === 'asking') return <SkeletonPage heights={[72, 320]} />;
  if (sole === 'here') return <Writing {...{ course, lesson, sayer, mayEdit }} />;
  return (
    <div className={page.medium}>
      <PageHeader title={lesson.title} above={<ToCourse course={course} />} />
      <div className={page.card}>
        <Notice title={t('learning.courses.elsewhere')}>{t('learning.courses.elsewhereHint')}</Notice>
      </div>
    </div>
  );
}

interface WritingProps {
  course: CourseDetail;
  lesson: Lesson;
  sayer: Sayer;
  mayEdit: boolean;
}

function Writing({ course, lesson, sayer, mayEdit }: WritingProps) {
  const { t } = useTranslation();
  const { courseId } = course;
  const { draft, autosave } = useAutosave(courseId, lesson.id);
  return (
    <div className={page.medium}>
      <PageHeader
        title={lesson.title}
        above={<ToCourse course={course} />}
        chip={autosave === null ? undefined : <AutosaveChip autosave={autosave} />}
      />
      <div className={admin.stack}>
        {mayEdit ? (
          <LessonTitle {...{ course, lesson, sayer }} />
        ) : (
          <p className="soft">{t('learning.courses.readOnly')}</p>
        )}
        {autosave !== null ? (
          <Body {...{ course, lesson, mayEdit, autosave }} />
        ) : draft.isError ? (
          <ErrorNotice error={draft.error} retry={() => void draft.refetch()} />
        ) : (
          <SkeletonRows heights={[320]} />
        )}
        <div className={admin.links}>
          <Link to={`/learning/${courseId}/${lesson.id}`}>{t('learning.courses.preview')}</Link>
          {lesson.kind === 'quiz' ? (
            <Link to={`/courses/${courseId}/lessons/${lesson.id}/attempts`}>
              {t('learning.courses.attempts')}
            </Link>
          ) : null}
          {lesson.kind === 'assignment' ? (
            <Link to={`/courses/${courseId}/lessons/${lesson.id}/submissions`}>
              {t('learning.courses.submissions')}
            </Link>
          ) : null}
        </div>
      </div>
      {sayer.toast}
    </div>
  );
}

interface BodyProps {
  course: CourseDetail;
  lesson: Lesson;
  mayEdit: boolean;
  autosave: Autosave;
}

function Body({ course, lesson, mayEdit, autosave }: BodyProps) {
  const { body, state, restoredAt } = useAutosaved(autosave);
  if (state.kind === 'conflict')
    return <DraftConflict state={state} resolve={(choice) => autosave.resolve(choice)} />;
  return (
    <>
      {restoredAt === null ? null : (
        <WhatCameBack at={restoredAt} dismiss={() => autosave.dismissRestored()} />
      )}
      <LessonBodyEditor
        course={course}
        lessonId={lesson.id}
        body={body}
        change={(next) => autosave.edit(next)}
        readOnly={!mayEdit}
      />
    </>
  );
}

function ToCourse({ course: { courseId, title } }: { course: CourseDetail }) {
  return <Link to={`/courses/${courseId}`}>{title}</Link>;
}

/** The title belongs to the outline; it is sent when the field is left. */
function LessonTitle({ course, lesson, sayer }: Omit<WritingProps, 'mayEdit'>) {
  const { t } = useTranslation();
  const { edit } = useStructure(course, sayer);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    const title = typed?.trim() ?? '';
    if (title !== '' && title !== lesson.title) edit(changedLesson(lesson.id, { title }));
    setTyped(null);
  };
  return (
    <TextInput
      label={t('learning.courses.lessonTitle')}
      maxLength={120}
      value={typed ?? lesson.title}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
