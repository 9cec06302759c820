import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Button } from '@mantine/core';
import { lessonsOf, type CourseDetail, type Structure } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import page from '../../../platform/ui/page.module.css';
import { Notice } from '../../../platform/ui/notice';
import type { Sayer } from '../../schools/ui/use-toast';
import { ModuleDialog } from './add-dialogs';
import classes from './outline-editor.module.css';
import { OutlineModule } from './outline-module';
import { flat, placed } from './structure-edits';
import { useStructure } from './use-structure';

/** Modules and lessons in order: dragged, moved by the keyboard or by buttons; one list, so that a lesson goes from module to module. */
export function OutlineEditor({ course, sayer }: { course: CourseDetail; sayer: Sayer }) {
  const { t } = useTranslation();
  const structure = useStructure(course, sayer);
  const [adding, setAdding] = useState(false);
  const [held, setHeld] = useState<UniqueIdentifier | null>(null);
  const announcements = useAnnouncements(structure.modules);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const { modules, edit } = structure;
  const mayEdit = course.mayEdit && course.state !== 'archived';
  return (
    <section className={classes.outline} aria-label={t('learning.courses.outline')}>
      <div className={classes.head}>
        <h2>{t('learning.courses.outline')}</h2>
        <span role="status" className="soft">
          {structure.isSaving ? t('learning.courses.saving') : ''}
        </span>
      </div>
      {modules.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('learning.courses.empty')}>{t('learning.courses.emptyHint')}</Notice>
        </div>
      ) : null}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{
          announcements,
          screenReaderInstructions: { draggable: t('learning.courses.drag.how') },
        }}
        onDragStart={({ active }) => setHeld(active.id)}
        onDragCancel={() => setHeld(null)}
        onDragEnd={({ active, over }) => {
          setHeld(null);
          if (over !== null && over.id !== active.id) edit(placed(String(active.id), String(over.id)));
        }}
      >
        <SortableContext items={flat(modules)} strategy={verticalListSortingStrategy} disabled={!mayEdit}>
          <ol className={classes.modules}>
            {modules.map((module) => (
              <OutlineModule
                key={module.id}
                {...{ module, course, structure, sayer, mayEdit }}
                movingModule={modules.some(({ id }) => id === held)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      {mayEdit ? (
        <Button variant={modules.length === 0 ? 'filled' : 'default'} onClick={() => setAdding(true)}>
          {t('learning.courses.addModule')}
        </Button>
      ) : null}
      {adding ? (
        <ModuleDialog courseId={course.courseId} sayer={sayer} close={() => setAdding(false)} />
      ) : null}
    </section>
  );
}

/** What a screen reader says while something is moved. */
function useAnnouncements(modules: Structure) {
  const { t } = useTranslation();
  const titles = new Map([...modules, ...lessonsOf(modules)].map(({ id, title }) => [id, title]));
  const titleOf = (id: UniqueIdentifier): string => titles.get(String(id)) ?? '';
  const where = ({ over }: { over: { id: UniqueIdentifier } | null }) => {
    const row = flat(modules);
    return {
      place: over === null ? 0 : row.indexOf(String(over.id)) + 1,
      of: row.length,
      other: over === null ? '' : titleOf(over.id),
    };
  };
  type At = { active: { id: UniqueIdentifier }; over: { id: UniqueIdentifier } | null };
  const said = (key: 'over' | 'end') => (at: At) =>
    at.over === null
      ? t('learning.courses.drag.nowhere', { title: titleOf(at.active.id) })
      : t(`learning.courses.drag.${key}`, { title: titleOf(at.active.id), ...where(at) });
  return {
    onDragStart: ({ active }: Pick<At, 'active'>) =>
      t('learning.courses.drag.start', { title: titleOf(active.id) }),
    onDragOver: said('over'),
    onDragEnd: said('end'),
    onDragCancel: ({ active }: Pick<At, 'active'>) =>
      t('learning.courses.drag.cancel', { title: titleOf(active.id) }),
  };
}
