import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { coursesContract, newCourse } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../schools/ui/form-dialog';
import { useOwnSchools } from '../../schools/ui/use-school';
import { useCourseChange } from './courses.queries';

/** Begins a course and leads to it. */
export function NewCourseDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const schools = useOwnSchools('course:create');
  const [fields, setFields] = useState({
    ...{ schoolId: schools[0]?.schoolId ?? '', title: '', subject: '', summary: '' },
  });
  const create = useCourseChange(coursesContract.createCourse);
  const body = newCourse.safeParse(fields);
  const submit = (): void => {
    if (!body.success) return;
    create.mutate(
      { body: body.data },
      { onSuccess: ({ courseId }) => void navigate(`/courses/${courseId}`) },
    );
  };
  const props = (field: 'title' | 'subject' | 'summary' | 'schoolId') => ({
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value }),
  });
  return (
    <FormDialog
      title={t('learning.courses.add')}
      close={close}
      submit={submit}
      pending={create.isPending}
      error={create.error}
      label={t('learning.courses.create')}
      disabled={!body.success}
    >
      {schools.length > 1 ? (
        <NativeSelect
          size="md"
          label={t('admin.school')}
          data={schools.map(({ schoolId, name }) => ({ value: schoolId, label: name }))}
          {...props('schoolId')}
        />
      ) : null}
      <TextInput
        required
        data-autofocus
        maxLength={120}
        label={t('learning.courses.name')}
        {...props('title')}
      />
      <TextInput maxLength={60} label={t('learning.courses.subject')} {...props('subject')} />
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        label={t('learning.courses.summary')}
        description={t('learning.courses.summaryHint')}
        {...props('summary')}
      />
    </FormDialog>
  );
}
