import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Unreachable } from '../../platform/api-error';
import { useConnection } from '../../platform/live';
import { ErrorNotice, Notice } from '../../platform/ui/notice';

const noAnswer = new Unreachable('no answer yet');

/** A register that neither this device nor, for now, the server has shown. */
export function RegisterNotHere({ retry }: { retry: () => void }) {
  const { t } = useTranslation();
  const offline = useConnection() === 'offline';
  if (!offline) return <ErrorNotice level={1} error={noAnswer} retry={retry} />;
  return (
    <div role="alert">
      <title>{`${t('offline.noRegister.title')} · Quad`}</title>
      <Notice
        level={1}
        title={t('offline.noRegister.title')}
        action={
          <Group justify="center">
            <Button variant="outline" onClick={retry}>
              {t('action.retry')}
            </Button>
            <Button component={Link} to="/">
              {t('action.home')}
            </Button>
          </Group>
        }
      >
        {t('offline.noRegister.hint')}
      </Notice>
    </div>
  );
}
