import { Button, TextInput } from '@mantine/core';
import { mostQuestions } from '@quad/shared/learning';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { questionsQuery } from './quizzes.queries';

interface ChooseDialogProps {
  courseId: string;
  chosen: readonly string[];
  choose: (questionIds: string[]) => void;
  close: () => void;
}

/** Ticks questions of the bank; what is ticked is asked at once. */
export function ChooseDialog({ courseId, chosen, choose, close }: ChooseDialogProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const [asked] = useDebouncedValue(q.trim(), 250);
  const found = useQuery(questionsQuery(courseId, { page, ...(asked === '' ? {} : { q: asked }) }));
  const toggle = (id: string): void =>
    choose(
      chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(0, mostQuestions),
    );
  return (
    <Dialog opened close={close} title={t('learning.quizzes.rules.choose')}>
      <TextInput
        type="search"
        data-autofocus
        label={t('learning.quizzes.bank.find')}
        maxLength={80}
        value={q}
        onChange={({ currentTarget: { value } }) => {
          setQ(value);
          setPage(1);
        }}
      />
      <Loaded query={found} heights={[44, 44, 44]}>
        {({ rows, pages }) => (
          <>
            <div className={admin.options}>
              {rows.map(({ questionId, words, type, points }) => (
                <label key={questionId} className={admin.option}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(questionId)}
                    onChange={() => toggle(questionId)}
                  />
                  <span>
                    {words === '' ? t('learning.quizzes.bank.picture') : words}
                    <small>
                      {`${t(`learning.quizzes.type.${type}`)} · ${t('learning.quizzes.points', { count: points })}`}
                    </small>
                  </span>
                </label>
              ))}
              {rows.length === 0 ? (
                <p className={admin.empty}>
                  {t('learning.quizzes.bank.noMatch')}{' '}
                  <Link to={`/courses/${courseId}/questions`}>{t('learning.quizzes.rules.toBank')}</Link>
                </p>
              ) : null}
            </div>
            {pages > 1 ? (
              <div className={admin.buttons}>
                <Button variant="default" disabled={page === 1} onClick={() => setPage(page - 1)}>
                  {t('list.previous')}
                </Button>
                <Button variant="default" disabled={page === pages} onClick={() => setPage(page + 1)}>
                  {t('list.next')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Loaded>
      <DialogActions>
        <Button onClick={close}>{t('learning.quizzes.rules.done', { count: chosen.length })}</Button>
      </DialogActions>
    </Dialog>
  );
}
