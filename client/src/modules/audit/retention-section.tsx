import { Button, NumberInput } from '@mantine/core';
import { retention } from '@quad/shared/audit';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../platform/can';
import { useMe } from '../../platform/session';
import admin from '../schools/ui/admin.module.css';
import { Loaded } from '../schools/ui/loaded';
import { useToast } from '../schools/ui/use-toast';
import { retentionQuery, useSetRetention } from './audit.queries';

export function RetentionSection({ schoolId }: { schoolId: string }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const may = useCan('retention:manage', { districtId, schoolId });
  const kept = useQuery({ ...retentionQuery(schoolId), enabled: may });
  if (!may) return null;
  return (
    <section className={admin.section}>
      <h2>{t('audit.retention.title')}</h2>
      <Loaded query={kept} heights={[90]}>
        {({ years }) => <Years key={years} schoolId={schoolId} years={years} />}
      </Loaded>
    </section>
  );
}

function Years({ schoolId, years }: { schoolId: string; years: number }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(years);
  const set = useSetRetention(schoolId);
  const { done, refused, toast } = useToast();
  const asked = retention.safeParse({ years: typed });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!asked.success) return;
    set.mutate(asked.data, {
      onSuccess: (now) => done(t('audit.retention.saved', { count: now.years })),
      onError: refused,
    });
  };
  return (
    <form className={admin.form} onSubmit={submit}>
      <NumberInput
        label={t('audit.retention.years')}
        description={t('audit.retention.hint')}
        min={6}
        max={50}
        allowDecimal={false}
        maw={320}
        value={typed}
        onChange={setTyped}
      />
      <div>
        <Button type="submit" loading={set.isPending} disabled={!asked.success || asked.data.years === years}>
          {t('action.save')}
        </Button>
      </div>
      {toast}
    </form>
  );
}
