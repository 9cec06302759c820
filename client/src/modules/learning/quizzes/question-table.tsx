import { Button } from '@mantine/core';
import { quizContract, type QuestionRow } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatNumber } from '../../../platform/dates';
import { changed } from '../../../platform/ui/list-controls';
import admin from '../../schools/ui/admin.module.css';
import table from '../../schools/ui/table.module.css';
import type { Sayer } from '../../schools/ui/use-toast';
import { useBankChange } from './quizzes.queries';

interface QuestionTableProps {
  rows: readonly QuestionRow[];
  courseId: string;
  mayEdit: boolean;
  sayer: Sayer;
}

export function QuestionTable({ rows, courseId, mayEdit, sayer }: QuestionTableProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('learning.quizzes.bank.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.quizzes.bank.question')}</th>
          <th scope="col">{t('learning.quizzes.bank.type')}</th>
          <th scope="col" className={table.figure}>
            {t('learning.quizzes.edit.points')}
          </th>
          <th scope="col">{t('learning.quizzes.edit.tags')}</th>
          {mayEdit ? <th scope="col">{t('learning.quizzes.bank.actions')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.questionId}>
            <th scope="row">
              <Link className={admin.link} to={`?${changed(search, 'question', row.questionId).toString()}`}>
                {row.words === '' ? t('learning.quizzes.bank.picture') : row.words}
              </Link>
            </th>
            <td>{t(`learning.quizzes.type.${row.type}`)}</td>
            <td className={table.figure}>
              {formatNumber(row.points)}{' '}
              <span className={table.label}>{t('learning.quizzes.edit.points')}</span>
            </td>
            <td>{row.tags.join(', ')}</td>
            {mayEdit ? (
              <td>
                <Archive {...{ row, courseId, sayer }} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Archive({ row, courseId, sayer }: { row: QuestionRow; courseId: string; sayer: Sayer }) {
  const { t } = useTranslation();
  const archive = useBankChange(courseId, quizContract.archiveQuestion);
  const restore = useBankChange(courseId, quizContract.restoreQuestion);
  const sent = { params: { courseId, questionId: row.questionId } };
  const onError = sayer.refused;
  const take = (): void =>
    archive.mutate(sent, {
      onError,
      onSuccess: () =>
        sayer.done(t('learning.quizzes.bank.archivedOne'), () => {
          restore.mutateAsync(sent).catch(onError);
        }),
    });
  const back = (): void =>
    restore.mutate(sent, { onError, onSuccess: () => sayer.done(t('learning.quizzes.bank.restoredOne')) });
  return (
    <Button
      variant="subtle"
      aria-label={t(`learning.quizzes.bank.${row.archived ? 'restoreOne' : 'archiveOne'}`, {
        words: row.words,
      })}
      onClick={row.archived ? back : take}
    >
      {t(`learning.quizzes.bank.${row.archived ? 'restore' : 'archive'}`)}
    </Button>
  );
}
