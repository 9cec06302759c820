import { Button, NativeSelect } from '@mantine/core';
import { can, type Permission } from '@quad/shared/platform';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useMe } from '../../../platform/session';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';

interface Choice {
  schoolId: string;
  schoolName: string;
}

/** The school a page is about: the one in the address, else the first of one's own. */
function useSchool(permission: Permission): { schoolId: string | undefined; mine: Choice[] } {
  const me = useMe();
  const params = useParams();
  const [search] = useSearchParams();
  const mine = me.memberships.flatMap(({ schoolId, schoolName }): Choice[] =>
    schoolId !== null && can(me, permission, { districtId: me.districtId, schoolId })
      ? [{ schoolId, schoolName: schoolName ?? '' }]
      : [],
  );
  const named = params['schoolId'] ?? search.get('school') ?? '';
  const asked = /^[0-9a-f]{24}$/.test(named) ? named : undefined;
  return { schoolId: asked ?? mine[0]?.schoolId, mine };
}

interface OfSchoolProps {
  permission: Permission;
  title: string;
  children: (schoolId: string) => ReactNode;
}

/** A page of one school. Who has none of their own is sent to choose one. */
export function OfSchool({ permission, title, children }: OfSchoolProps) {
  const { t } = useTranslation();
  const { schoolId } = useSchool(permission);
  if (schoolId !== undefined) return children(schoolId);
  return (
    <div className={page.page}>
      <PageHeader title={title} />
      <div className={page.card}>
        <Notice
          title={t('office.whichSchool')}
          action={
            <Button component={Link} to="/board">
              {t('office.toBoard')}
            </Button>
          }
        >
          {t('office.whichSchoolMore')}
        </Notice>
      </div>
    </div>
  );
}

/** For people of several schools; the choice lives in the address. */
export function SchoolPicker({ permission, schoolId }: { permission: Permission; schoolId: string }) {
  const { t } = useTranslation();
  const params = useParams();
  const [, setSearch] = useSearchParams();
  const { mine } = useSchool(permission);
  const choices = [...new Map(mine.map((each) => [each.schoolId, each])).values()];
  if (choices.length < 2 || params['schoolId'] !== undefined) return null;
  return (
    <NativeSelect
      aria-label={t('office.school')}
      size="md"
      value={schoolId}
      data={choices.map((each) => ({ value: each.schoolId, label: each.schoolName }))}
      onChange={(event) => setSearch({ school: event.currentTarget.value })}
    />
  );
}
