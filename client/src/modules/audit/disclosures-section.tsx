import type { Disclosure } from '@quad/shared/audit';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../platform/can';
import { momentAt, shortDay } from '../../platform/dates';
import { useMe } from '../../platform/session';
import admin from '../schools/ui/admin.module.css';
import { Loaded } from '../schools/ui/loaded';
import { useActWords } from '../../platform/act-words';
import classes from './audit.module.css';
import { disclosuresQuery } from './audit.queries';

interface DisclosuresSectionProps {
  pupilId: string;
  name: string;
  schoolId: string | null;
}

/** To whom files went in which a pupil stands, for the school, the pupil and the guardians; nothing for anybody else. */
export function DisclosuresSection({ pupilId, name, schoolId }: DisclosuresSectionProps) {
  const { t } = useTranslation();
  const { personId, districtId } = useMe();
  const may = useCan('disclosure:read', { districtId, schoolId, personId: pupilId });
  const disclosures = useQuery({ ...disclosuresQuery(pupilId), enabled: may });
  if (!may) return null;
  return (
    <section className={admin.section}>
      <h2>{personId === pupilId ? t('audit.disclosures.own') : t('audit.disclosures.title', { name })}</h2>
      <p className="soft">{t('audit.disclosures.lead')}</p>
      <Loaded query={disclosures} heights={[52, 52]}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <p>{t('audit.disclosures.none')}</p>
          ) : (
            <>
              <ul className={classes.list}>
                {rows.map((row) => (
                  <Line key={row.recordId} row={row} />
                ))}
              </ul>
              {total > rows.length ? (
                <p className="soft">{t('audit.disclosures.more', { count: total })}</p>
              ) : null}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function Line({ row: { act, to, role, scope, from, until, at } }: { row: Disclosure }) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const actWords = useActWords();
  const reader = to?.name ?? t('audit.gone');
  const as = role === null ? reader : `${reader} ${t('audit.as', { role: t(`audit.roles.${role}`) })}`;
  const days =
    from === until
      ? shortDay(from)
      : t('audit.disclosures.days', { from: shortDay(from), to: shortDay(until) });
  return (
    <li>
      {as}
      <span className={classes.sub}>
        {[actWords(act), t(`audit.disclosures.scope.${scope}`), days].join(' · ')}
      </span>
      <span className={classes.sub}>{momentAt(at, timeZone)}</span>
    </li>
  );
}
