import type { RegisterHead, ReplicaView, Shown } from '@quad/shared/attendance';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../platform/dates';
import type { Figures } from '../../platform/in-line/figures';
import { link } from '../../platform/socket';
import type { Surroundings } from './register-store';

/** Of one register, for the “in line” panel: how far this copy and the server are, and what had to be mended. */
export function useRegisterFigures(register: Shown, view: ReplicaView, around: Surroundings): Figures[] {
  const { t } = useTranslation();
  const heard = useLastHead(register.id);
  const people = [...new Set(around.people.map(({ name }) => name))];
  return [
    {
      title: register.className,
      rows: [
        [
          t('inLine.panel.lastWord'),
          around.lastWord === null ? '–' : timeAt(around.lastWord, register.timeZone),
        ],
        [t('inLine.panel.waitingHere'), String(view.waiting)],
        [t('inLine.panel.notSavedHere'), String(view.notSaved.length)],
        [t('inLine.panel.conflicts'), String(view.conflicts.flatMap(({ changes }) => changes).length)],
        [t('inLine.panel.people'), people.join(', ') || t('inLine.panel.nobody')],
        [t('inLine.panel.entry'), String(view.seq)],
        [t('inLine.panel.head'), String(view.head.seq)],
        [t('inLine.panel.epoch'), String(view.epoch)],
        [t('inLine.panel.digest'), view.digest ?? '–'],
        [
          t('inLine.panel.headDigest'),
          heard === null ? '–' : t('inLine.panel.digestAt', { digest: heard.digest, head: heard.head }),
        ],
        [
          t('inLine.panel.streamLag'),
          heard?.lagMs === undefined ? '–' : t('inLine.panel.ms', { ms: heard.lagMs }),
        ],
        [t('inLine.panel.syncs'), String(view.repairs.syncs)],
        [t('inLine.panel.desyncs'), String(view.repairs.desyncs)],
      ],
    },
  ];
}

/** What the server last said of itself over the socket, every five seconds. */
function useLastHead(registerId: string): RegisterHead | null {
  const [heard, setHeard] = useState<RegisterHead | null>(null);
  useEffect(() => {
    const hear = (head: RegisterHead): void => {
      if (head.id === registerId) setHeard(head);
    };
    link.on('register:head', hear);
    return () => link.off('register:head', hear);
  }, [registerId]);
  return heard;
}
