import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button } from '@mantine/core';
import type { CourseDetail, Lesson } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../platform/session';
import admin from '../../schools/ui/admin.module.css';
import { LessonIcon } from '../learn/lesson-icon';
import { useLockWords } from '../learn/lock-words';
import { DragHandle, MoreButton, MoveButtons, TitleField } from './outline-controls';
import classes from './outline-editor.module.css';
import { ReleaseDialog } from './release-dialog';
import { changedLesson, putBack, removed } from './structure-edits';
import type { StructureEditor } from './use-structure';

interface OutlineLessonProps {
  lesson: Lesson;
  course: CourseDetail;
  structure: StructureEditor;
  mayEdit: boolean;
  /** nothing is dropped here just now */
  isPassed: boolean;
}

export function OutlineLesson({ lesson, course, structure, mayEdit, isPassed }: OutlineLessonProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const { id, kind, title, required, release } = lesson;
  const { modules, edit } = structure;
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id, disabled: { droppable: isPassed, draggable: !mayEdit } });
  const lockWords = useLockWords(modules, timeZone);
  const facts = [
    t(`learning.learn.kind.${kind}`),
    ...(required ? [] : [t('learning.learn.optional')]),
    ...release.map(lockWords),
  ];
  return (
    <li
      ref={setNodeRef}
      className={classes.lesson}
      data-held={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className={classes.row}>
        {mayEdit ? <DragHandle {...{ title, attributes, listeners, setActivatorNodeRef }} /> : null}
        <LessonIcon kind={kind} />
        <span className={classes.words}>
          <Link to={`/courses/${course.courseId}/lessons/${id}`}>{title}</Link>
          <small>{facts.join(' · ')}</small>
        </span>
        {mayEdit ? <MoreButton title={title} opened={opened} toggle={() => setOpened(!opened)} /> : null}
      </div>
      {opened ? (
        <div className={classes.panel}>
          <TitleField value={title} change={(next) => edit(changedLesson(id, { title: next }))} />
          <label className={admin.tick}>
            <input
              type="checkbox"
              checked={required}
              onChange={(event) => edit(changedLesson(id, { required: event.currentTarget.checked }))}
            />
            {t('learning.courses.required')}
          </label>
          <div className={classes.buttons}>
            <MoveButtons id={id} title={title} structure={structure} />
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('learning.courses.release')}
            </Button>
            <Button
              variant="default"
              onClick={() =>
                edit(removed(id), t('learning.courses.removed', { title }), putBack(id, modules))
              }
            >
              {t('learning.courses.remove')}
            </Button>
          </div>
        </div>
      ) : null}
      {asking ? (
        <ReleaseDialog
          lesson={lesson}
          modules={modules}
          save={(rules) => edit(changedLesson(id, { release: rules }))}
          close={() => setAsking(false)}
        />
      ) : null}
    </li>
  );
}
