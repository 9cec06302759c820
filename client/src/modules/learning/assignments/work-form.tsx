import { Button, Textarea } from '@mantine/core';
import {
  assignmentContract,
  type AssignmentBody,
  type CourseFile,
  type MySubmission,
} from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../video/refusal-text';
import classes from './assignments.module.css';
import { ownQuery, useGradeChange } from './assignments.queries';
import { FileDrop } from './file-drop';
import { FileList } from './file-list';
import { useOwnText } from './use-own-text';

interface WorkFormProps {
  courseId: string;
  lessonId: string;
  work: MySubmission;
  body: AssignmentBody;
}

/** One's own work being written: text and files, and the button that hands both in. */
export function WorkForm({ courseId, lessonId, work, body }: WorkFormProps) {
  const { t } = useTranslation();
  const words = useRefusalText();
  const client = useQueryClient();
  const own = useOwnText(courseId, lessonId, work);
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const add = useGradeChange(assignmentContract.addSubmissionFile, courseId);
  const remove = useGradeChange(assignmentContract.removeSubmissionFile, courseId);
  const handIn = useGradeChange(assignmentContract.handIn, courseId);
  const params = { courseId, lessonId };
  const { queryKey } = ownQuery(courseId, lessonId);
  const took = (answer: MySubmission): void => {
    client.setQueryData(queryKey, answer);
    setRefused(null);
    setBusy(null);
  };
  const failed = (error: unknown): void => {
    setRefused(error);
    setBusy(null);
  };
  const sent = { onSuccess: took, onError: failed };
  const addFile = (file: File): void => {
    setBusy(file.name);
    add.mutate({ params, query: { name: file.name.slice(-120) }, file }, sent);
  };
  const removeFile = ({ fileId }: CourseFile): void => remove.mutate({ params: { ...params, fileId } }, sent);
  const submit = (): void => {
    own.settle().then(({ version }) => handIn.mutate({ params, body: { version } }, sent), failed);
  };
  const isEmpty = own.text.trim() === '' && work.files.length === 0;
  const room = body.mostFiles - work.files.length;
  const problem = refused ?? own.error;
  return (
    <section className={classes.card} aria-label={t('learning.assignments.yours')}>
      <Textarea
        label={t('learning.assignments.yours')}
        description={t(`learning.assignments.text.${work.preview ? 'preview' : own.state}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={6}
        maxLength={50_000}
        dir="auto"
        readOnly={work.preview}
        value={own.text}
        onChange={(event) => own.type(event.currentTarget.value)}
      />
      {own.other === null ? null : (
        <div role="alert" className={classes.stack}>
          <b>{t('learning.assignments.twice.title')}</b>
          <p className={classes.text} dir="auto">
            {own.other}
          </p>
          <span className={classes.actions}>
            <Button variant="default" onClick={() => own.choose('other')}>
              {t('learning.assignments.twice.other')}
            </Button>
            <Button variant="default" onClick={() => own.choose('mine')}>
              {t('learning.assignments.twice.mine')}
            </Button>
          </span>
        </div>
      )}
      <FileList files={work.files} remove={removeFile} />
      {room > 0 && !work.preview ? <FileDrop room={room} busy={busy} add={addFile} /> : null}
      {problem === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(problem)}
        </p>
      )}
      <span className={classes.actions}>
        <Button
          onClick={submit}
          loading={handIn.isPending}
          disabled={!work.mayHandIn || isEmpty || busy !== null || own.other !== null}
        >
          {t('learning.assignments.handIn')}
        </Button>
        {work.mayHandIn || work.preview ? null : (
          <span className="soft">{t('learning.assignments.tooLate')}</span>
        )}
      </span>
    </section>
  );
}
