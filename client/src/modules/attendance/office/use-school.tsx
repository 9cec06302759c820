import { NativeSelect } from '@mantine/core';
import type { Permission } from '@quad/shared/platform';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { InSchool, useOwnSchools } from '../../schools/ui/use-school';

interface OfSchoolProps {
  permission: Permission;
  title: string;
  children: (schoolId: string) => ReactNode;
}

/** A page of one school: the one in the address, by its path or as `school`, else the first of one's own. */
export function OfSchool({ permission, title, children }: OfSchoolProps) {
  const params = useParams();
  const named = params['schoolId'] ?? '';
  if (/^[0-9a-f]{24}$/.test(named)) return children(named);
  return (
    <InSchool permission={permission} title={title}>
      {children}
    </InSchool>
  );
}

/** For people of several schools; the choice lives in the address. */
export function SchoolPicker({ permission, schoolId }: { permission: Permission; schoolId: string }) {
  const { t } = useTranslation();
  const params = useParams();
  const [, setSearch] = useSearchParams();
  const own = useOwnSchools(permission);
  if (own.length < 2 || params['schoolId'] !== undefined) return null;
  return (
    <NativeSelect
      aria-label={t('office.school')}
      size="md"
      value={schoolId}
      data={own.map(({ schoolId: value, name: label }) => ({ value, label }))}
      onChange={(event) => setSearch({ school: event.currentTarget.value })}
    />
  );
}
