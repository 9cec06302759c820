import { coursesContract, type CourseDetail, type Structure } from '@quad/shared/learning';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../platform/api';
import { ApiError } from '../../../platform/api-error';
import type { Sayer } from '../../schools/ui/use-toast';
import { courseQuery } from './courses.queries';
import { unmeetable, type Edit } from './structure-edits';

export interface StructureEditor {
  /** as it stands once what is on its way has arrived */
  modules: Structure;
  /** @returns whether it is on its way */
  edit: (edit: Edit, done?: string, undo?: Edit) => boolean;
  isSaving: boolean;
}

const mostTries = 4;

/**
 * Changes the order of a course, shown at once and sent one after another. Where somebody else was faster, the change is made
 * again in what they have left.
 */
export function useStructure(course: CourseDetail, { done, refused }: Sayer): StructureEditor {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [queue, setQueue] = useState<readonly Edit[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const modules = useMemo(
    () => queue.reduce<Structure>((before, edit) => edit(before) ?? before, course.draft),
    [queue, course.draft],
  );

  const send = async (edit: Edit): Promise<void> => {
    try {
      const outcome = await saved(client, course.courseId, edit);
      if (outcome === 'gone') done(t('learning.courses.gone'));
      if (typeof outcome === 'object')
        done(
          outcome.by === undefined
            ? t('learning.courses.merged')
            : t('learning.courses.mergedWith', { name: outcome.by }),
        );
    } catch (error) {
      refused(error);
      void client.invalidateQueries({ queryKey: courseQuery(course.courseId).queryKey, exact: true });
    } finally {
      setQueue((all) => all.filter((each) => each !== edit));
    }
  };
  const edit = (wanted: Edit, words?: string, undo?: Edit): boolean => {
    const next = wanted(modules);
    const broken = next === null ? null : unmeetable(next);
    if (broken !== null) done(t('learning.courses.unmeetable', broken));
    if (next === null || broken !== null) return false;
    setQueue((all) => [...all, wanted]);
    last.current = last.current.then(() => send(wanted));
    if (words !== undefined) done(words, undo === undefined ? undefined : () => edit(undo));
    return true;
  };
  return { modules, edit, isSaving: queue.length > 0 };
}

async function saved(
  client: QueryClient,
  courseId: string,
  edit: Edit,
): Promise<'saved' | 'gone' | { by: string | undefined }> {
  const query = courseQuery(courseId);
  let seen: string | null = null;
  let by: string | undefined;
  for (let tries = 1; ; tries++) {
    const known = tries === 1 ? client.getQueryData(query.queryKey) : undefined;
    const course = known ?? (await client.query({ ...query, staleTime: 0 }));
    const modules = edit(course.draft);
    if (modules === null) return 'gone';
    const stood = JSON.stringify(course.draft);
    seen ??= stood;
    try {
      const body = { version: course.version, modules };
      client.setQueryData(
        query.queryKey,
        await call(coursesContract.setStructure, { params: { courseId }, body }),
      );
      return stood === seen ? 'saved' : { by };
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'conflict') || tries === mostTries) throw error;
      by = error.about['by'];
    }
  }
}
