import { Button } from '@mantine/core';
import { reportsContract } from '@quad/shared/attendance';
import { apiRoot } from '@quad/shared/platform';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FileLink } from '../../../platform/ui/file-link';

/** The attendance letter of these days as a PDF: a plain link, so the browser keeps it. */
export function LetterLink({ pupilId, from, to }: { pupilId: string; from: string; to: string }) {
  const { t } = useTranslation();
  const path = reportsContract.pupilLetter.path.replace(':pupilId', pupilId);
  return (
    <Button
      component={FileLink}
      variant="default"
      endpoint={reportsContract.pupilLetter}
      href={`${apiRoot}${path}?from=${from}&to=${to}`}
      leftSection={<IconFileText size={18} aria-hidden="true" />}
    >
      {t('reports.letter')}
    </Button>
  );
}
