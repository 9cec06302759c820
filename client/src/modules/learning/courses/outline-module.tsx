import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button } from '@mantine/core';
import type { CourseDetail, CourseModule } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sayer } from '../../schools/ui/use-toast';
import { LessonDialog } from './add-dialogs';
import { DragHandle, MoreButton, MoveButtons, TitleField } from './outline-controls';
import classes from './outline-editor.module.css';
import { OutlineLesson } from './outline-lesson';
import { putBack, removed, renamedModule } from './structure-edits';
import type { StructureEditor } from './use-structure';

interface OutlineModuleProps {
  module: CourseModule;
  course: CourseDetail;
  structure: StructureEditor;
  sayer: Sayer;
  mayEdit: boolean;
  /** a module is on its way, which goes past lessons, not among them */
  movingModule: boolean;
}

export function OutlineModule({
  module,
  course,
  structure,
  sayer,
  mayEdit,
  movingModule,
}: OutlineModuleProps) {
  const { t } = useTranslation();
  const { id, title, lessons } = module;
  const [opened, setOpened] = useState(false);
  const [adding, setAdding] = useState(false);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id });
  const { modules, edit } = structure;
  return (
    <li className={classes.module}>
      <div
        ref={setNodeRef}
        className={classes.moduleHead}
        data-held={isDragging || undefined}
        style={{ transform: CSS.Translate.toString(transform), transition }}
      >
        {mayEdit ? <DragHandle {...{ title, attributes, listeners, setActivatorNodeRef }} /> : null}
        <h3>{title}</h3>
        {mayEdit ? <MoreButton title={title} opened={opened} toggle={() => setOpened(!opened)} /> : null}
      </div>
      {opened ? (
        <div className={classes.panel}>
          <TitleField value={title} change={(next) => edit(renamedModule(id, next))} />
          <div className={classes.buttons}>
            <MoveButtons id={id} title={title} structure={structure} />
            <Button
              variant="default"
              onClick={() =>
                edit(removed(id), t('learning.courses.removed', { title }), putBack(id, modules))
              }
            >
              {t('learning.courses.removeModule', { count: lessons.length })}
            </Button>
          </div>
        </div>
      ) : null}
      {lessons.length === 0 ? <p className={classes.none}>{t('learning.courses.noLessons')}</p> : null}
      <ol className={classes.lessons}>
        {lessons.map((lesson) => (
          <OutlineLesson
            key={lesson.id}
            {...{ lesson, course, structure, mayEdit }}
            isPassed={movingModule}
          />
        ))}
      </ol>
      {mayEdit ? (
        <Button variant="subtle" className={classes.add} onClick={() => setAdding(true)}>
          {t('learning.courses.addLesson')}
          <span className="hidden-text"> {t('learning.courses.toModule', { title })}</span>
        </Button>
      ) : null}
      {adding ? (
        <LessonDialog courseId={course.courseId} moduleId={id} sayer={sayer} close={() => setAdding(false)} />
      ) : null}
    </li>
  );
}
