import { Button, TextInput } from '@mantine/core';
import { auditContract } from '@quad/shared/audit';
import { apiRoot } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../platform/can';
import { useMe } from '../../platform/session';
import { FileLink } from '../../platform/ui/file-link';
import admin from '../schools/ui/admin.module.css';
import { FormDialog } from '../schools/ui/form-dialog';
import { useToast } from '../schools/ui/use-toast';
import { useErase } from './audit.queries';

interface PersonRightsProps {
  personId: string;
  name: string;
  schoolId: string | null;
}

/** A copy of what is kept about somebody, what was done, and the way to be forgotten; each for whoever may. */
export function PersonRightsSection({ personId, name, schoolId }: PersonRightsProps) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const [erasing, setErasing] = useState(false);
  const { done, toast } = useToast();
  const target = { districtId, schoolId, personId };
  const mayExport = useCan('data:export', target);
  const mayErase = useCan('person:erase', target);
  const mayRead = useCan('audit:read', target);
  if (!mayExport && !mayErase) return null;
  const file = auditContract.personData.path.replace(':personId', personId);
  return (
    <section className={admin.section}>
      <h2>{t(mayErase ? 'audit.data.ofPerson' : 'audit.data.copy')}</h2>
      <p className="soft">{t('audit.data.leadPerson')}</p>
      <div className={admin.buttons}>
        <Button
          variant="default"
          component={FileLink}
          endpoint={auditContract.personData}
          href={`${apiRoot}${file}`}
        >
          {t('audit.data.downloadPerson')}
        </Button>
        {mayRead ? (
          <Button variant="default" component={Link} to={`/audit?person=${personId}`}>
            {t('audit.title')}
          </Button>
        ) : null}
        {mayErase ? (
          <Button variant="outline" color="brick" onClick={() => setErasing(true)}>
            {t('audit.erase.button')}
          </Button>
        ) : null}
      </div>
      {erasing ? (
        <EraseDialog
          personId={personId}
          name={name}
          close={() => setErasing(false)}
          erased={(pseudonym) => done(t('audit.erase.done', { pseudonym }))}
        />
      ) : null}
      {toast}
    </section>
  );
}

interface EraseDialogProps {
  personId: string;
  name: string;
  close: () => void;
  erased: (pseudonym: string) => void;
}

/** It cannot be undone, so the name is typed by whoever means it. */
function EraseDialog({ personId, name, close, erased }: EraseDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const erase = useErase(personId);
  return (
    <FormDialog
      title={t('audit.erase.title', { name })}
      label={t('audit.erase.confirm')}
      close={close}
      pending={erase.isPending}
      error={erase.error}
      disabled={typed.trim() !== name}
      submit={() =>
        erase.mutate(typed.trim(), {
          onSuccess: ({ pseudonym }) => {
            close();
            erased(pseudonym);
          },
        })
      }
    >
      <p>{t('audit.erase.what')}</p>
      <TextInput
        label={t('audit.erase.type', { name })}
        autoComplete="off"
        maxLength={170}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
