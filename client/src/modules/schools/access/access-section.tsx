import type { PersonDetails } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import classes from '../ui/admin.module.css';
import type { Sayer } from '../ui/use-toast';
import { GiveCodes } from './give-codes';

interface AccessSectionProps {
  schoolId: string;
  person: PersonDetails;
  sayer: Sayer;
}

/** How the person gets in: what they have, and a code for a first or a new password. */
export function AccessSection({ schoolId, person, sayer }: AccessSectionProps) {
  const { t } = useTranslation();
  const { personId, hasPassword, disabled, email } = person;
  const state = disabled ? 'disabled' : hasPassword ? 'hasPassword' : 'never';
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.access.title')}</h2>
        {disabled ? null : (
          <span className={classes.buttons}>
            <GiveCodes
              {...{ schoolId, sayer }}
              one
              whom={{ personIds: [personId] }}
              withoutMail={email === null}
            />
          </span>
        )}
      </div>
      <p className="soft">
        {t(`admin.access.${state}`)}
        {!disabled && email === null ? ` ${t('admin.access.noMail')}` : ''}
      </p>
    </section>
  );
}
