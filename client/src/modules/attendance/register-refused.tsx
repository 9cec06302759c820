import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../platform/api-error';
import { Notice } from '../../platform/ui/notice';
import { refusalQuery } from './office/office.queries';

const known = ['not_allowed', 'signed_out', 'not_my_class', 'not_a_school_day', 'school_archived'] as const;

/** Why somebody cannot take this register, and who can change that. */
export function RegisterRefused({ registerId, code }: { registerId: string; code: string }) {
  const { t } = useTranslation();
  // the socket and the replica know the code alone; plain HTTP tells of whom it speaks
  const { error } = useQuery(refusalQuery(registerId));
  const about = error instanceof ApiError && error.code === code ? error.about : {};
  const name = known.find((each) => each === code) ?? 'not_found';
  const title =
    name === 'not_my_class' && about['className'] !== undefined
      ? t('office.why.class', { className: about['className'], teachers: about['teachers'] ?? '' })
      : t(`attendance.noRegister.${name}`);
  const office = about['office'] ?? '';
  return (
    <div role="alert">
      <title>{`${t(`attendance.noRegister.${name}`)} · Quad`}</title>
      <Notice
        level={1}
        title={title}
        action={
          <Button component={Link} to="/">
            {t('action.home')}
          </Button>
        }
      >
        {office === '' ? t('attendance.noRegister.hint') : t('office.why.office', { office })}
      </Notice>
    </div>
  );
}
