import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { gradebookContract, mostCategories, type Gradebook, type Grading } from '@quad/shared/learning';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../../platform/dates';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import admin from '../../schools/ui/admin.module.css';
import { useRefusalText } from '../video/refusal-text';
import { useGradeChange } from './assignments.queries';
import classes from './grading-dialog.module.css';
import { NumberField } from './number-field';
import { newObjectId } from './object-id';
import { WordsField } from './words-field';

interface GradingDialogProps {
  courseId: string;
  book: Gradebook;
  close: () => void;
  done: (text: string) => void;
}

/** How the grades of a course are weighed: categories, what each weighs, how many of the worst are dropped, and what stands in which. */
export function GradingDialog({ courseId, book, close, done }: GradingDialogProps) {
  const { t } = useTranslation();
  const words = useRefusalText();
  const [{ version, categories, lessons }, setGrading] = useState<Grading>(book.grading);
  const [refused, setRefused] = useState<unknown>(null);
  const save = useGradeChange(gradebookContract.setGrading, courseId);
  const set = (changes: Partial<Grading>): void => setGrading((before) => ({ ...before, ...changes }));
  const put = (id: string, changes: Partial<Grading['categories'][number]>): void =>
    set({ categories: categories.map((each) => (each.id === id ? { ...each, ...changes } : each)) });
  const place = (lessonId: string, categoryId: string): void => {
    const others = lessons.filter((each) => each.lessonId !== lessonId);
    set({ lessons: categoryId === '' ? others : [...others, { lessonId, categoryId }] });
  };
  const remove = (id: string): void =>
    set({
      categories: categories.filter((each) => each.id !== id),
      lessons: lessons.filter(({ categoryId }) => categoryId !== id),
    });
  const add = (): void => {
    const title = t('learning.assignments.weigh.category', { n: categories.length + 1 });
    set({ categories: [...categories, { id: newObjectId(), title, weight: 1, dropLowest: 0 }] });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // a lesson that is no longer there is left out
    const known = lessons.filter(({ lessonId }) => book.columns.some((each) => each.lessonId === lessonId));
    save.mutate(
      { params: { courseId }, body: { version, categories, lessons: known } },
      {
        onSuccess: () => {
          done(t('learning.assignments.weigh.saved'));
          close();
        },
        onError: setRefused,
      },
    );
  };
  const weights = categories.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Dialog opened close={close} title={t('learning.assignments.book.weigh')}>
      <form className={admin.form} onSubmit={submit} noValidate>
        <p className="soft">{t('learning.assignments.weigh.hint')}</p>
        {categories.map(({ id, title, weight, dropLowest }) => (
          <fieldset key={id} className={classes.category}>
            <legend className="hidden-text">{title}</legend>
            <WordsField
              label={t('learning.assignments.weigh.name')}
              value={title}
              change={(next) => put(id, { title: next.slice(0, 60) })}
            />
            <NumberField
              label={t('learning.assignments.weigh.weight', {
                percent: formatPercent(weight, weights) ?? '–',
              })}
              value={weight}
              min={0}
              max={1_000}
              change={(next) => put(id, { weight: next })}
            />
            <NumberField
              label={t('learning.assignments.weigh.drop')}
              value={dropLowest}
              min={0}
              max={20}
              whole
              change={(next) => put(id, { dropLowest: next })}
            />
            <CloseButton
              size={44}
              aria-label={t('learning.assignments.weigh.remove', { name: title })}
              onClick={() => remove(id)}
            />
          </fieldset>
        ))}
        {categories.length >= mostCategories ? null : (
          <span>
            <Button variant="default" onClick={add}>
              {t('learning.assignments.weigh.add')}
            </Button>
          </span>
        )}
        {categories.length === 0
          ? null
          : book.columns.map(({ lessonId, title }) => (
              <NativeSelect
                key={lessonId}
                size="md"
                label={title}
                data={[
                  { value: '', label: t('learning.assignments.weigh.nowhere') },
                  ...categories.map(({ id: value, title: label }) => ({ value, label })),
                ]}
                value={lessons.find((each) => each.lessonId === lessonId)?.categoryId ?? ''}
                onChange={(event) => place(lessonId, event.currentTarget.value)}
              />
            ))}
        {refused === null ? null : (
          <p role="alert" className={admin.refusal}>
            {words(refused)}
          </p>
        )}
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
