import { coursesContract, type CourseDetail } from '@quad/shared/learning';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../platform/api';
import { FormDialog } from '../../schools/ui/form-dialog';
import type { Sayer } from '../../schools/ui/use-toast';
import { CandidatePicker, type Candidate } from './candidate-picker';
import { courseKeys } from './courses.queries';

interface EnrolDialogProps {
  course: CourseDetail;
  sayer: Sayer;
  close: () => void;
}

/** Gives the course to classes and people, one after another; what was given before a refusal stays given. */
export function EnrolDialog({ course, sayer, close }: EnrolDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { courseId } = course;
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const send = (verb: 'enrol' | 'leave', { kind, id }: Candidate) => {
    const { enrolClass, leaveClass, enrolPerson, leavePerson } = coursesContract;
    return kind === 'class'
      ? call(verb === 'enrol' ? enrolClass : leaveClass, { params: { courseId, classId: id } })
      : call(verb === 'enrol' ? enrolPerson : leavePerson, { params: { courseId, personId: id } });
  };
  const each = useMutation({
    mutationFn: async ({ verb, all }: { verb: 'enrol' | 'leave'; all: readonly Candidate[] }) => {
      for (const one of all) await send(verb, one);
      return all;
    },
    onSettled: () => client.invalidateQueries({ queryKey: courseKeys.course(courseId) }),
  });
  const undo = (all: readonly Candidate[]): void => {
    each.mutateAsync({ verb: 'leave', all }).catch(sayer.refused);
  };
  const submit = (): void => {
    each.mutate(
      { verb: 'enrol', all: chosen },
      {
        onSuccess: (all) => {
          sayer.done(t('learning.courses.given', { names: all.map(({ name }) => name).join(', ') }), () =>
            undo(all),
          );
          close();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('learning.courses.enrol')}
      close={close}
      submit={submit}
      pending={each.isPending}
      error={each.error}
      label={t('learning.courses.enrol')}
      disabled={chosen.length === 0}
    >
      <p className="soft">
        {t(course.state === 'draft' ? 'learning.courses.enrolDraft' : 'learning.courses.enrolHint')}
      </p>
      <CandidatePicker
        courseId={courseId}
        label={t('learning.courses.toWhom')}
        kinds={['class', 'person']}
        without={course.classes.map(({ classId }) => classId)}
        chosen={chosen}
        choose={setChosen}
      />
    </FormDialog>
  );
}
