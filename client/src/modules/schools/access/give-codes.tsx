import { Button } from '@mantine/core';
import { schoolAccessContract, type CodesAsk, type Invited } from '@quad/shared/schools';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, callForFile } from '../../../platform/api';
import { Can } from '../../../platform/can';
import { save } from '../../../platform/files';
import { useMe } from '../../../platform/session';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import type { Sayer } from '../ui/use-toast';

interface GiveCodesProps {
  schoolId: string;
  whom: CodesAsk;
  sayer: Sayer;
  /** one person, by name */
  one?: boolean;
  withoutMail?: boolean;
}

const mostNames = 3;

/** Lets people in: codes on paper, or by mail. New ones for many end what was handed out before, so that is asked first. */
export function GiveCodes({ schoolId, whom, sayer, one = false, withoutMail = false }: GiveCodesProps) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const sent = { params: { schoolId }, body: whom };
  const inWords = useInvitedWords();
  const print = useMutation({
    mutationFn: () => callForFile(schoolAccessContract.printCodes, sent),
    onSuccess: (file) => {
      save(file);
      sayer.done(t('admin.access.printed', { count: file.rows }));
    },
    onError: sayer.refused,
  });
  const mail = useMutation({
    mutationFn: () => call(schoolAccessContract.invite, sent),
    onSuccess: (invited) => sayer.done(inWords(invited)),
    onError: sayer.refused,
  });
  const [asking, setAsking] = useState<'print' | 'mail' | null>(null);
  const give = (by: 'print' | 'mail'): void => {
    setAsking(null);
    (by === 'print' ? print : mail).mutate();
  };
  const press = (by: 'print' | 'mail'): void => (one ? give(by) : setAsking(by));
  return (
    <Can permission="access:give" target={{ districtId, schoolId }}>
      <Button variant="default" loading={print.isPending} onClick={() => press('print')}>
        {t(one ? 'admin.access.printOne' : 'admin.access.print')}
      </Button>
      <Button variant="default" loading={mail.isPending} disabled={withoutMail} onClick={() => press('mail')}>
        {t(one ? 'admin.access.mailOne' : 'admin.access.mail')}
      </Button>
      <Dialog opened={asking !== null} close={() => setAsking(null)} title={t('admin.access.sureTitle')}>
        <p>{t('admin.access.sure')}</p>
        <DialogActions>
          <Button variant="default" onClick={() => setAsking(null)}>
            {t('action.cancel')}
          </Button>
          <Button onClick={() => give(asking ?? 'print')}>
            {t(asking === 'mail' ? 'admin.access.mail' : 'admin.access.print')}
          </Button>
        </DialogActions>
      </Dialog>
    </Can>
  );
}

function useInvitedWords(): (invited: Invited) => string {
  const { t } = useTranslation();
  return ({ sent: count, withoutMail }) => {
    const sent = t('admin.access.sent', { count });
    if (withoutMail.length === 0) return sent;
    const some = withoutMail.slice(0, mostNames).join(', ');
    const more = withoutMail.length - mostNames;
    const names = more > 0 ? t('admin.access.andMore', { names: some, count: more }) : some;
    return t('admin.access.without', { sent, names });
  };
}
