import { Button } from '@mantine/core';
import { assignmentContract, type SubmissionList, type SubmissionRow } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { formatNumber, momentAt } from '../../../platform/dates';
import admin from '../../schools/ui/admin.module.css';
import table from '../../schools/ui/table.module.css';
import { useToast } from '../../schools/ui/use-toast';
import { useRefusalText } from '../video/refusal-text';
import { useGradeChange } from './assignments.queries';
import { SubmissionChip } from './submission-state';

interface SubmissionsTableProps {
  courseId: string;
  lessonId: string;
  list: SubmissionList;
}

/** Learners and their work; graded work is chosen and given back together. */
export function SubmissionsTable({ courseId, lessonId, list }: SubmissionsTableProps) {
  const { t } = useTranslation();
  const now = useNow();
  const refusal = useRefusalText();
  const { done, toast } = useToast();
  const give = useGradeChange(assignmentContract.returnSubmissions, courseId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const graded = list.rows.filter(({ state }) => state === 'graded').map(({ personId }) => personId);
  const picked = chosen.filter((personId) => graded.includes(personId));
  const mayReturn = list.mayEdit && graded.length > 0;
  const giveBack = (): void =>
    give.mutate(
      { params: { courseId, lessonId }, body: { personIds: picked } },
      {
        onSuccess: ({ returned: count }) => {
          setChosen([]);
          done(t('learning.assignments.submissions.returned', { count }));
        },
        onError: (error) => done(refusal(error)),
      },
    );
  return (
    <>
      {mayReturn ? (
        <label className={admin.tick}>
          <input
            type="checkbox"
            checked={picked.length === graded.length}
            onChange={(event) => setChosen(event.currentTarget.checked ? graded : [])}
          />
          {t('learning.assignments.submissions.chooseAll', { count: graded.length })}
        </label>
      ) : null}
      <table className={table.table}>
        <caption className="hidden-text">{t('learning.assignments.submissions.title')}</caption>
        <thead>
          <tr>
            {mayReturn ? (
              <th scope="col" className={table.pick}>
                <span className="hidden-text">{t('learning.assignments.submissions.choose')}</span>
              </th>
            ) : null}
            <th scope="col">{t('learning.assignments.submissions.name')}</th>
            <th scope="col">{t('learning.assignments.submissions.stands')}</th>
            <th scope="col">{t('learning.assignments.submissions.when')}</th>
            <th scope="col" className={table.figure}>
              {t('learning.assignments.submissions.points', { of: formatNumber(list.of) })}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.personId}>
              {mayReturn ? (
                <td className={table.pick}>
                  {row.state === 'graded' ? (
                    <label className={admin.check}>
                      <span className="hidden-text">
                        {t('learning.assignments.submissions.chooseOne', { name: row.name })}
                      </span>
                      <input
                        type="checkbox"
                        checked={picked.includes(row.personId)}
                        onChange={() =>
                          setChosen(
                            picked.includes(row.personId)
                              ? picked.filter((each) => each !== row.personId)
                              : [...picked, row.personId],
                          )
                        }
                      />
                    </label>
                  ) : null}
                </td>
              ) : null}
              <Row row={row} timeZone={list.timeZone} overdue={list.dueAt !== null && now > list.dueAt} />
            </tr>
          ))}
        </tbody>
      </table>
      {picked.length === 0 ? null : (
        <div className={admin.bulk} role="region" aria-label={t('learning.assignments.submissions.choose')}>
          <span>{t('learning.assignments.submissions.chosen', { count: picked.length })}</span>
          <span>
            <Button loading={give.isPending} onClick={giveBack}>
              {t('learning.assignments.submissions.return', { count: picked.length })}
            </Button>
          </span>
        </div>
      )}
      {toast}
    </>
  );
}

function Row({ row, timeZone, overdue }: { row: SubmissionRow; timeZone: string; overdue: boolean }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { personId, name, state, handedInAt, lateDays, points, comments } = row;
  const to = new URLSearchParams(search);
  to.set('person', personId);
  return (
    <>
      <th scope="row">
        <Link className={admin.link} to={`?${to.toString()}`}>
          {name}
        </Link>
      </th>
      <td>
        <SubmissionChip state={state} lateDays={lateDays} overdue={overdue} />
      </td>
      <td className="soft num">
        {handedInAt === null ? '' : momentAt(handedInAt, timeZone)}
        {comments === 0 ? '' : ` · ${t('learning.assignments.submissions.comments', { count: comments })}`}
      </td>
      <td className={table.figure}>
        {points === null ? '' : <b>{formatNumber(points)}</b>}
        {points === null ? null : (
          <span className={table.label}> {t('learning.assignments.submissions.pointsUnit')}</span>
        )}
      </td>
    </>
  );
}
