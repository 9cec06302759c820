import { Button } from '@mantine/core';
import { reportsContract } from '@quad/shared/attendance';
import { apiRoot } from '@quad/shared/platform';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The attendance letter of these days as a PDF: a plain link, so the browser keeps it. */
export function LetterLink({ pupilId, from, to }: { pupilId: string; from: string; to: string }) {
  const { t } = useTranslation();
  const path = reportsContract.pupilLetter.path.replace(':pupilId', pupilId);
  return (
    <Button
      component="a"
      variant="default"
      href={`${apiRoot}${path}?from=${from}&to=${to}`}
      download
      leftSection={<IconFileText size={18} aria-hidden="true" />}
    >
      {t('reports.letter')}
    </Button>
  );
}
